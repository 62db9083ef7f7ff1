//! What roles of columns are called.

use fourr_locale::Lang;
use fourr_table::Role;

/// A role of a column.
pub fn role(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Customer => lang.pick("客户", "customer"),
        Role::Order => lang.pick("订单", "order"),
        Role::Time => lang.pick("时间", "time"),
        Role::Amount => lang.pick("金额", "amount"),
        Role::Quantity => lang.pick("数量", "quantity"),
        Role::UnitPrice => lang.pick("单价", "unit price"),
        Role::Product => lang.pick("商品", "product"),
        Role::Category => lang.pick("品类", "category"),
        Role::Channel => lang.pick("渠道", "channel"),
        Role::Status => lang.pick("订单状态", "status"),
        Role::Event => lang.pick("事件", "event"),
        Role::Region => lang.pick("地区", "region"),
        Role::Gender => lang.pick("性别", "gender"),
        Role::Age => lang.pick("年龄", "age"),
        Role::Name => lang.pick("姓名", "name"),
        Role::Phone => lang.pick("手机号", "phone"),
        Role::Recency => lang.pick("最近消费间隔", "recency"),
        Role::Frequency => lang.pick("消费频次", "frequency"),
        Role::Monetary => lang.pick("消费金额", "monetary"),
        Role::Stage => lang.pick("阶段", "stage"),
        Role::Count => lang.pick("人数", "count"),
        Role::Session => lang.pick("会话", "session"),
        _ => lang.pick("其他", "other"),
    }
}
