"""The forty tags of the profile task, in one place for every program."""

# Dimension, tag, and its values with their conditions: the first that fits wins.
DIMENSIONS = {
    "basic": {
        "age_band": [("young", "age < 25"), ("adult", "age < 45"), ("senior", "age >= 45")],
        "sex": [("f", "gender = 'F'"), ("m", "gender = 'M'")],
        "tier": [("top", "city_tier = '一线'"), ("new", "city_tier = '新一线'"), ("low", "city_tier in ('二线', '三线', '四线')")],
        "coast": [("coast", "province in ('广东', '浙江', '江苏', '上海', '福建', '山东')"), ("inland", "province is not null")],
        "job": [("office", "occupation in ('职员', '教师', '公务员')"), ("student", "occupation = '学生'")],
        "young_city": [("yes", "age between 18 and 34 and city_tier in ('一线', '新一线')")],
        "family": [("yes", "age between 30 and 45 and gender = 'F' and category = '母婴'")],
    },
    "spending": {
        "spend": [("high", "amount >= 5000"), ("middle", "amount >= 1000"), ("low", "amount > 0")],
        "income_band": [("rich", "income > 300000"), ("good", "income > 120000"), ("fair", "income <= 120000")],
        "often": [("loyal", "orders >= 12"), ("some", "orders between 3 and 11"), ("rare", "orders in (1, 2)")],
        "basket": [("large", "orders > 0 and amount / orders >= 500"), ("small", "orders > 0 and amount / orders < 500")],
        "coupon": [("hunter", "coupons >= 10"), ("user", "coupons >= 1"), ("none", "coupons = 0")],
        "share_of_income": [("heavy", "income > 0 and amount / income > 0.1"), ("light", "income > 0")],
        "returns_much": [("yes", "orders >= 3 and returns / orders > 0.3")],
    },
    "activity": {
        "lately": [("hot", "days_since_last <= 30"), ("warm", "days_since_last <= 90"), ("cold", "days_since_last > 90")],
        "visitor": [("daily", "visits >= 200"), ("weekly", "visits >= 40"), ("rarely", "visits < 40")],
        "looker": [("yes", "visits > 100 and orders = 0")],
        "device_kind": [("phone", "device in ('iOS', 'Android')"), ("other", "device is not null")],
        "new_member": [("yes", "registered >= DATE '2024-06-01'")],
        "old_member": [("yes", "registered < DATE '2021-01-01' and days_since_last <= 180")],
        "weak": [("yes", "not (visits > 10 or orders > 1)")],
    },
    "channel": {
        "source": [("search", "channel in ('百度', '必应')"), ("social", "channel in ('微信', '抖音', '小红书')"), ("direct", "channel = '直接访问'")],
        "shop": [("tmall", "channel = '天猫'"), ("jd", "channel = '京东'")],
        "social_young": [("yes", "channel in ('抖音', '小红书') and age < 30")],
        "search_rich": [("yes", "channel in ('百度', '必应') and income > 200000")],
        "mobile_social": [("yes", "device <> 'PC' and channel like '%信%'")],
        "subscriber": [("yes", "subscribed = 'yes'"), ("no", "subscribed = 'no'")],
        "reachable": [("yes", "subscribed = 'yes' and device <> 'PC' and days_since_last <= 60")],
    },
    "interest": {
        "digital": [("yes", "category in ('手机', '电脑', '家电')")],
        "beauty": [("yes", "category in ('护肤', '彩妆') and gender = 'F'")],
        "food": [("yes", "category in ('食品', '生鲜', '酒水')")],
        "home": [("yes", "category in ('家居', '清洁', '家电')")],
        "sport": [("yes", "category = '运动' and age < 50")],
        "critic": [("harsh", "rating < 2.5"), ("fair", "rating < 4"), ("kind", "rating >= 4")],
    },
    "lifecycle": {
        "level": [("gold", "member_level in ('金卡', '黑卡')"), ("silver", "member_level = '银卡'"), ("basic", "member_level is not null")],
        "at_risk": [("yes", "orders >= 6 and days_since_last > 120")],
        "sleeping": [("yes", "days_since_last > 365")],
        "growing": [("yes", "orders between 2 and 5 and days_since_last <= 45 and rating >= 4")],
        "champion": [("yes", "orders >= 12 and amount >= 5000 and days_since_last <= 30")],
        "win_back": [("yes", "days_since_last between 91 and 365 and amount >= 2000 and subscribed = 'yes'")],
    },
}
# The target group of the TGI.
TARGET = ("spend", "high")


def tag_file() -> str:
    """The tags as a tag file."""
    lines = ['name = "bench"']
    for dimension, tags in DIMENSIONS.items():
        lines += ["", "[[dimension]]", f'code = "{dimension}"']
        for tag, values in tags.items():
            lines += ["", "[[dimension.tag]]", f'code = "{tag}"', 'resolve = "order"', "value = ["]
            lines += [f'    {{ name = "{name}", where = "{rule}" }},' for name, rule in values]
            lines += ["]"]
    return "\n".join(lines) + "\n"


def tags() -> dict:
    return {tag: values for of in DIMENSIONS.values() for tag, values in of.items()}


def tgi(figures: dict) -> dict:
    """TGI of every value from counts of everybody and of the target."""
    persons, target = figures["persons"], figures["target"]
    return {key: 100 * (inside / target) / (all_ / persons) if all_ else None for key, (all_, inside) in figures["values"].items()}
