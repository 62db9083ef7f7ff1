//! What columns are called, in Chinese and English.
//!
//! Names are in the spelling of [`normalise`](super::header::normalise). Each role has *ranks* of exact names, the
//! better first, then patterns. A column of a better rank wins over any of a worse one; two columns of the same rank are
//! ambiguous, and the user decides. So two names share a rank only where either could be meant:
//!
//! - amount: what was really paid (实付, 实收) before the order's total before what was due (应收, 应付); cost, discount,
//!   freight, refund and points are no amounts;
//! - time: when it was paid (付款时间) before when it was ordered (下单时间) before any date; dates of registration,
//!   birth, delivery and refund are no order times;
//! - order: the order before its parts (子订单);
//! - product: its code before its name.

use super::Content;
use crate::role::Role;

/// What columns of one role are called.
pub(super) struct Entry {
    pub(super) role: Role,
    /// Exact names, in ranks separated by lines.
    pub(super) ranks: &'static [&'static str],
    /// Endings and whole words that also name it, after all exact names.
    pub(super) endings: &'static str,
    /// Parts of a header that rule an ending out.
    pub(super) never: &'static str,
    /// What its cells must hold.
    pub(super) content: Content,
}

impl Entry {
    pub(super) fn of(role: Role) -> Option<&'static Self> {
        ENTRIES.iter().find(|entry| entry.role == role)
    }

    /// Whether a header in one spelling says that the column is something else.
    pub(super) fn excludes(&self, header: &str) -> bool {
        self.never
            .split(' ')
            .any(|part| !part.is_empty() && header.contains(part))
    }

    /// How well a header in one spelling names the role: its rank, smaller being better.
    pub(super) fn rank(&self, header: &str) -> Option<Rank> {
        let exact = self
            .ranks
            .iter()
            .position(|names| names.split(' ').any(|name| name == header));
        if let Some(rank) = exact {
            return Some(Rank::Exact(rank));
        }
        let ends = |list: &'static str| {
            list.split(' ')
                .any(|ending| !ending.is_empty() && header.ends_with(ending))
        };
        (ends(self.endings) && !self.excludes(header)).then_some(Rank::Pattern)
    }
}

/// How well a header names a role; the smaller, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Exact(usize),
    Pattern,
}

const ENTRIES: &[Entry] = &[
    Entry {
        role: Role::Customer,
        ranks: &[
            "customerid custid customerno customernumber customercode customerkey customeruniqueid memberid memberno \
             membernumber membercode userid userno usercode clientid clientno buyerid householdid householdkey shopperid \
             visitorid cid uid openid unionid \
             客户编号 客户id 客户号 客户代码 客户编码 会员编号 会员id 会员号 会员代码 会员卡号 会员编码 用户编号 用户id \
             用户号 用户编码 用户标识 顾客编号 顾客id 顾客号 买家id 买家编号 社保卡号 消费者id 消费者编号 客户标识 会员标识",
            "customer client member user buyer household shopper 客户 会员 用户 顾客 买家 消费者",
            "买家会员名 买家账号 买家昵称 会员账号 会员名 会员名称 会员昵称 用户名 用户账号 客户名称 客户名 username account \
             customername 客户姓名 会员姓名 卡号",
            "手机号 手机号码 会员手机号 买家手机号 phone mobile phonenumber",
            // Better than nothing: two people of one name become one customer.
            "姓名 用户姓名 顾客姓名 name",
        ],
        endings: "customerid customerno userid memberid clientid buyerid 会员编号 会员卡号 会员id 客户编号 客户id 用户id \
                  用户编号 顾客编号 顾客id",
        never: "上级 推荐 邀请 referrer parent",
        content: Content::Any,
    },
    Entry {
        role: Role::Order,
        ranks: &[
            "orderid orderno ordernumber ordercode orderkey salesorderid salesordernumber invoiceno invoice invoiceid \
             invoicenumber basketid basketno transactionid transactionno transactionnumber txnid receiptno receiptid \
             receiptnumber billno billid tradeno tradeid purchaseid \
             订单编号 订单号 订单id 订单号码 订单编码 主订单编号 主订单号 交易号 交易编号 交易id 交易单号 交易流水号 单号 \
             小票号 小票编号 流水号 销售单号 单据号 单据编号 发票号 消费单号 购买单号",
            "order transaction basket receipt 订单 交易",
            "子订单编号 子订单号 suborderid suborderno orderlineid orderitemid",
        ],
        endings: "orderid orderno ordernumber invoiceno 订单编号 订单号",
        never: "子 sub line item 物流 退款 return refund",
        content: Content::Any,
    },
    Entry {
        role: Role::Time,
        ranks: &[
            "付款时间 支付时间 付款日期 支付日期 订单付款时间 订单支付时间 买家付款时间 paidat paidtime paiddate paytime \
             paydate paymenttime paymentdate",
            "下单时间 下单日期 订单日期 订单时间 订单创建时间 购买时间 购买日期 购药时间 消费时间 消费日期 交易时间 交易日期 \
             成交时间 成交日期 销售日期 销售时间 开票日期 orderdate ordertime orderdatetime orderedat ordercreatedat \
             orderpurchasetimestamp invoicedate invoicetime purchasedate purchasetime purchasedat transactiondate \
             transactiontime transactiondatetime transactiontimestamp saledate salesdate saletime tradetime tradedate \
             txndate txntime",
            "日期 时间 时间戳 date datetime time timestamp eventtime eventdate eventtimestamp 事件时间 行为时间 发生时间 发生日期 \
             createdat createtime createdtime createddate creationdate 创建时间 创建日期 day",
        ],
        endings: "日期 时间 date time datetime timestamp",
        never: "注册 入会 开卡 生日 出生 发货 到货 收货 配送 送达 签收 更新 修改 退款 退货 取消 有效 到期 截止 开始 结束 首次 \
                最近 最后 上次 评价 确认 完成 关闭 时长 signup reg join birth ship deliver receive update \
                modif refund return cancel expir start end begin first last recent review close",
        content: Content::Time,
    },
    Entry {
        role: Role::Amount,
        ranks: &[
            "实付金额 实收金额 实付款 实付 实收 实际支付金额 买家实际支付金额 实际付款金额 实付总额 实收总额 支付金额 付款金额 \
             成交金额 实际金额 实际销售额 paidamount amountpaid payamount paymentamount actualamount netamount netsales \
             netrevenue actualpayment",
            "金额 订单金额 总金额 订单总金额 订单总额 消费金额 交易金额 购买金额 销售金额 销售额 消费额 成交额 总额 总价 合计 \
             合计金额 小计 amount totalamount orderamount ordertotal ordervalue orderrevenue totalprice linetotal total \
             revenue sales salesvalue salesamount saleamount sale value spend spending spent totalspent totalspend amountspent transactionamount \
             transactionvalue purchaseamount invoiceamount paymentvalue payment gmv turnover dollarvalue monetaryvalue",
            "应收金额 应付金额 应收 应付 买家应付货款 原价金额 货款 grossamount grosssales grossrevenue listamount subtotal",
        ],
        endings: "金额 总额 销售额 amount revenue",
        never: "优惠 折扣 减免 满减 退款 退货 退 运费 邮费 税 成本 毛利 利润 红包 积分 余额 券 佣金 押金 定金 充值 返 单价 \
                discount disc refund return freight shipping ship tax cost profit margin coupon voucher point balance fee \
                commission deposit tip",
        content: Content::Number,
    },
    Entry {
        role: Role::Quantity,
        ranks: &[
            "数量 销售数量 购买数量 商品数量 订购数量 购买件数 件数 商品件数 宝贝总数量 宝贝数量 销量 quantity qty orderqty \
             orderquantity itemquantity quantitysold units unitssold itemcount pieces",
        ],
        endings: "数量 quantity qty",
        never: "库存 种类 退 stock return",
        content: Content::Number,
    },
    Entry {
        role: Role::UnitPrice,
        ranks: &[
            "单价 商品单价 销售单价 成交单价 产品单价 unitprice priceperunit itemprice sellingprice saleprice",
            "价格 商品价格 产品价格 售价 销售价 price productprice",
        ],
        endings: "单价 unitprice",
        never: "成本 原 进货 cost",
        content: Content::Number,
    },
    Entry {
        role: Role::Product,
        ranks: &[
            "商品编码 商品编号 商品id 商品代码 商品货号 货号 产品编号 产品id 产品编码 产品代码 宝贝id productid productcode \
             productno productkey stockcode sku skuid skucode itemid itemcode itemno goodsid 药品编码",
            "商品名称 商品名 商品 产品名称 产品名 产品 品名 宝贝标题 商品标题 货品名称 药品名称 productname product itemname item \
             goods goodsname description productdescription",
        ],
        endings: "商品名称 产品名称 productname",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Category,
        ranks: &[
            "类目 品类 商品类别 商品分类 商品类目 商品品类 产品类别 产品分类 产品品类 一级类目 category productcategory \
             categoryname itemcategory productline",
            "分类 类别 二级类目 子类别 categoryid subcategory department",
        ],
        endings: "类目 品类 category",
        never: "客户 会员 用户",
        content: Content::Any,
    },
    Entry {
        role: Role::Channel,
        ranks: &[
            "渠道 渠道名称 来源渠道 推广渠道 获客渠道 营销渠道 投放渠道 销售渠道 下单渠道 流量来源 用户来源 客户来源 channel \
             channelname marketingchannel saleschannel trafficsource utmsource acquisitionchannel",
            "来源 平台 渠道类型 source platform medium utmmedium channelgrouping",
        ],
        endings: "渠道 channel",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Status,
        ranks: &[
            "订单状态 交易状态 orderstatus transactionstatus 订单状态名称",
            "状态 支付状态 付款状态 status paymentstatus",
        ],
        endings: "订单状态 orderstatus",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Event,
        ranks: &[
            "事件 事件名称 事件名 事件类型 行为 行为类型 用户行为 操作类型 event eventname eventtype action actiontype \
             behavior behaviour behaviortype behaviourtype",
            "阶段 步骤 stage step type",
        ],
        endings: "事件 eventname eventtype",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Region,
        ranks: &[
            "省份 地区 区域 大区 省 所在省份 所在地区 收货省份 region province state area",
            "城市 市 所在城市 收货城市 常住城市 city",
            "国家 country 地址 收货地址 address",
        ],
        endings: "省份 地区 城市 region province city",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Gender,
        ranks: &["性别 客户性别 会员性别 用户性别 gender sex"],
        endings: "性别 gender",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Age,
        ranks: &[
            "年龄 客户年龄 会员年龄 用户年龄 age",
            "年龄段 年龄区间 年龄层 agegroup agerange ageband agebracket",
        ],
        endings: "年龄 年龄段",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Name,
        ranks: &[
            "姓名 客户姓名 会员姓名 用户姓名 顾客姓名 真实姓名 name fullname customername",
            "收货人姓名 收货人 收件人 联系人 联系人姓名 recipient contactname",
        ],
        endings: "姓名",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Phone,
        ranks: &[
            "手机号 手机号码 手机 移动电话 客户手机号 会员手机号 phone mobile phonenumber mobilephone mobilenumber cellphone",
            "联系电话 联系手机 联系方式 电话 电话号码 收货人电话 tel telephone contact",
        ],
        endings: "手机号 手机号码 电话",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Recency,
        ranks: &[
            "recency recencydays r值 最近消费天数 最近消费间隔 最近一次消费 最近一次消费天数 最近一次消费距今天数 最近购买天数 \
             距今天数 消费间隔 消费间隔天数 dayssincelastorder dayssincelastpurchase",
            "r",
        ],
        endings: "距今天数 间隔天数 recency",
        never: "score 得分 分值 评分",
        content: Content::Number,
    },
    Entry {
        role: Role::Frequency,
        ranks: &[
            "frequency f值 消费次数 购买次数 消费频次 消费频率 购买频次 购买频率 频次 频率 交易次数 下单次数 订单数 订单数量 \
             累计订单数 累计消费次数 ordercount orders transactioncount numorders numberoforders purchasecount",
            "f",
        ],
        endings: "次数 频次 frequency ordercount",
        never: "score 得分 分值 评分 访问 登录 浏览",
        content: Content::Number,
    },
    Entry {
        role: Role::Monetary,
        ranks: &[
            "monetary monetaryvalue m值 累计消费金额 累计金额 消费总额 消费总金额 总消费金额 总消费额 累计消费额 累计消费 \
             totalspend totalspent totalrevenue lifetimevalue",
            "消费金额 金额 总金额 购买金额 交易金额 amount revenue totalamount sales",
            "m",
        ],
        endings: "消费金额 消费总额 monetary",
        never: "score 得分 分值 评分 平均",
        content: Content::Number,
    },
    Entry {
        role: Role::Campaign,
        ranks: &[
            "计划 计划名称 推广计划 推广计划名称 广告计划 广告计划名称 活动 活动名称 \
             营销活动 campaign campaignname campaignid 计划id 活动编号",
            "广告组 广告组名称 单元 推广单元 adgroup adgroupname adset adsetname 项目 项目名称",
        ],
        endings: "计划名称 活动名称 campaign campaignname",
        never: "日期 时间 date",
        content: Content::Any,
    },
    Entry {
        role: Role::Keyword,
        ranks: &["关键词 关键字 搜索词 竞价词 keyword keywords searchterm searchkeyword"],
        endings: "关键词 keyword",
        never: "数 质量 quality",
        content: Content::Any,
    },
    Entry {
        role: Role::Impressions,
        ranks: &[
            "展现量 展现 曝光量 曝光 展示量 展示 展现数 曝光数 展示数 展现次数 曝光次数 \
             展示次数 impressions impression imps imp views",
        ],
        endings: "展现量 曝光量 展示量 impressions",
        never: "成本 率 cost rate 人数",
        content: Content::Number,
    },
    Entry {
        role: Role::Clicks,
        ranks: &["点击量 点击 点击数 点击次数 clicks click"],
        endings: "点击量 点击数 clicks",
        never: "成本 率 花费 单价 cost rate",
        content: Content::Number,
    },
    Entry {
        role: Role::Visits,
        ranks: &[
            "访问量 访问 访问次数 访问数 访客数 访客 进店人数 到店人数 visits visit sessions \
             session visitors landings uv",
        ],
        endings: "访问量 访客数 visits sessions",
        never: "成本 率 cost rate",
        content: Content::Number,
    },
    Entry {
        role: Role::Conversions,
        ranks: &[
            "转化量 转化数 转化 转化次数 成交订单数 成交笔数 成交单量 成交量 conversions \
             conversion",
            "订单数 订单量 订单数量 下单数 支付订单数 成交数 orders orderscount ordercount purchases \
             transactions leads installs 线索数",
        ],
        endings: "转化量 转化数 conversions",
        never: "成本 率 cost rate 金额 value",
        content: Content::Number,
    },
    Entry {
        role: Role::NewCustomers,
        ranks: &[
            "新客数 新客 新客户数 新增客户 新增客户数 新客户 新会员数 新增用户数 newcustomers \
             newcustomer acquiredcustomers customersacquired newusers",
        ],
        endings: "新客数 newcustomers",
        never: "成本 率 cost rate",
        content: Content::Number,
    },
    Entry {
        role: Role::Cost,
        ranks: &[
            "花费 消耗 广告花费 推广花费 投放花费 广告费 推广费 推广费用 广告费用 投放费用 \
             广告投入 投放金额 总花费 现金消耗 cost costs spend spent adspend adcost mediaspend mediacost \
             amountspent",
            "费用 成本 投入 支出 总费用 总成本 totalcost totalspend expense expenses",
        ],
        endings: "花费 消耗 spend adcost",
        never: "每 平均 单 千次 率 商品 货 per average avg rate goods",
        content: Content::Number,
    },
    Entry {
        role: Role::CostType,
        ranks: &[
            "费用类型 成本类型 费用性质 成本性质 费用类别 成本类别 costtype costkind costcategory \
             expensetype",
        ],
        endings: "费用类型 成本类型 costtype",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::FixedCost,
        ranks: &["固定成本 固定费用 人工成本 人工费用 fixedcost fixedcosts fixed staffcost"],
        endings: "固定成本 固定费用 fixedcost",
        never: "",
        content: Content::Number,
    },
    Entry {
        role: Role::SunkCost,
        ranks: &["沉没成本 已发生成本 sunkcost sunkcosts sunk"],
        endings: "沉没成本 sunkcost",
        never: "",
        content: Content::Number,
    },
    Entry {
        role: Role::Fee,
        ranks: &[
            "手续费 服务费 佣金 平台佣金 技术服务费 fee fees commission commissions servicefee",
        ],
        endings: "手续费 服务费 佣金 fees commission",
        never: "率 rate",
        content: Content::Number,
    },
    Entry {
        role: Role::Revenue,
        ranks: &[
            "成交金额 成交额 销售额 销售金额 营业额 收入 营收 转化金额 转化价值 支付金额 \
             订单金额 gmv revenue sales salesamount conversionvalue turnover income",
            "金额 收益 产出 amount value totalrevenue purchasevalue",
        ],
        endings: "成交金额 销售额 收入 revenue",
        never: "退 成本 率 目标 refund cost rate target",
        content: Content::Number,
    },
    Entry {
        role: Role::Refund,
        ranks: &["退款金额 退款额 退款 退货金额 refund refunds refundamount refunded returns"],
        endings: "退款金额 refund",
        never: "率 数 rate count",
        content: Content::Number,
    },
    Entry {
        role: Role::GrossProfit,
        ranks: &["毛利 毛利额 毛利润 grossprofit grossmarginamount"],
        endings: "毛利额 grossprofit",
        never: "率 rate",
        content: Content::Number,
    },
    Entry {
        role: Role::MarginRate,
        ranks: &["毛利率 grossmargin grossmarginrate marginrate margin"],
        endings: "毛利率 marginrate",
        never: "",
        content: Content::Number,
    },
    Entry {
        role: Role::Currency,
        ranks: &["币种 货币 币别 货币代码 currency currencycode"],
        endings: "币种 currency",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Group,
        ranks: &["组别 分组 实验组 实验分组 对照 group testgroup experimentgroup variant arm"],
        endings: "组别 分组 variant",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Measure,
        ranks: &["指标 指标名称 指标名 measure metric metricname indicator"],
        endings: "指标 指标名称 metric",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Value,
        ranks: &[
            "数值 值 指标值 value metricvalue",
            "净现金流量 净现金流 净流量 现金流量 现金流 netcashflow netflow cashflow net",
        ],
        endings: "指标值 数值",
        never: "",
        content: Content::Number,
    },
    Entry {
        role: Role::Period,
        ranks: &["期数 期 年 年份 年度 月份 period year month t n"],
        endings: "期数 period",
        never: "收益 成本 费用",
        content: Content::Number,
    },
    Entry {
        role: Role::Alternative,
        ranks: &["方案 方案名称 备选方案 项目 项目名称 alternative option project plan scenario"],
        endings: "方案 alternative project",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Benefit,
        ranks: &[
            "收益 效益 现金流入 流入 收入 收益现值 效益现值 benefit benefits inflow inflows cashin \
             pvbenefit revenue",
        ],
        endings: "收益 效益 流入 benefit inflow",
        never: "率 rate",
        content: Content::Number,
    },
    Entry {
        role: Role::Outlay,
        ranks: &[
            "成本 费用 支出 投入 现金流出 流出 成本现值 费用现值 cost costs outflow outflows cashout \
             pvcost expense outlay",
        ],
        endings: "成本 费用 流出 cost outflow",
        never: "率 rate",
        content: Content::Number,
    },
    Entry {
        role: Role::Effect,
        ranks: &["效果 效果量 成效 非货币效益 effect effects effectiveness outcome outcomes"],
        endings: "效果量",
        never: "率 rate",
        content: Content::Number,
    },
    Entry {
        role: Role::TooCheap,
        ranks: &["太便宜 过于便宜 便宜到不敢买 toocheap"],
        endings: "太便宜 过于便宜 toocheap",
        never: "",
        content: Content::Number,
    },
    Entry {
        role: Role::Cheap,
        ranks: &["便宜 比较便宜 划算 cheap bargain inexpensive"],
        endings: "便宜 cheap",
        never: "太 过 too 购买 intent",
        content: Content::Number,
    },
    Entry {
        role: Role::Expensive,
        ranks: &["贵 比较贵 偏贵 较贵 expensive"],
        endings: "贵 expensive",
        never: "太 过 too 购买 intent",
        content: Content::Number,
    },
    Entry {
        role: Role::TooExpensive,
        ranks: &["太贵 过贵 过于昂贵 贵到不买 tooexpensive"],
        endings: "太贵 tooexpensive",
        never: "",
        content: Content::Number,
    },
    Entry {
        role: Role::CheapIntent,
        ranks: &["便宜购买意愿 便宜价购买意愿 cheapintent picheap purchaseintentcheap"],
        endings: "",
        never: "",
        content: Content::Number,
    },
    Entry {
        role: Role::ExpensiveIntent,
        ranks: &["贵购买意愿 贵价购买意愿 expensiveintent piexpensive purchaseintentexpensive"],
        endings: "",
        never: "",
        content: Content::Number,
    },
    Entry {
        role: Role::OtherPrice,
        ranks: &[
            "竞品价格 竞品价 竞品单价 替代品价格 互补品价格 其他商品价格 competitorprice otherprice rivalprice \
             substituteprice complementprice",
        ],
        endings: "竞品价格 竞品价 competitorprice",
        never: "",
        content: Content::Number,
    },
    Entry {
        role: Role::Stage,
        ranks: &[
            "阶段 阶段名称 环节 转化环节 漏斗阶段 漏斗环节 漏斗层级 步骤 步骤名称 转化步骤 stage stagename funnelstage \
             step stepname funnelstep",
            "层级 指标 事件 行为 level metric event",
        ],
        endings: "阶段 环节 步骤 stage step",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Count,
        ranks: &[
            "人数 用户数 客户数 会员数 访客数 到达人数 转化人数 count counts users usercount persons people visitors uv",
            "数量 次数 计数 人次 n number total num pv cnt",
        ],
        endings: "人数 用户数 次数 count users",
        never: "流失 lost drop",
        content: Content::Number,
    },
    Entry {
        role: Role::Session,
        ranks: &[
            "会话 会话编号 会话id sessionid session visitid sessionno sessionkey 访问编号 访问id",
        ],
        endings: "sessionid 会话id",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Path,
        ranks: &[
            "路径 转化路径 触点路径 渠道路径 用户路径 path paths conversionpath touchpath channelpath journey",
            "路径编号 路径id pathid journeyid sessionpath",
        ],
        endings: "路径 path journey",
        never: "",
        content: Content::Any,
    },
    Entry {
        role: Role::Position,
        ranks: &[
            "触点次序 触点序号 次序 顺序 position touchposition touchorder touchno step seq sequence",
        ],
        endings: "触点次序 触点序号 position",
        never: "",
        content: Content::Number,
    },
    Entry {
        role: Role::DaysBefore,
        ranks: &["距转化天数 转化前天数 daysbeforeconversion daysbefore daystoconversion"],
        endings: "转化天数",
        never: "",
        content: Content::Number,
    },
    Entry {
        role: Role::Converted,
        ranks: &[
            "是否转化 已转化 是否成交 是否购买 converted isconverted isconversion conversionflag purchased",
            "转化 成交 conversion conversions",
        ],
        endings: "是否转化 converted",
        never: "天数 金额 价值 days value",
        content: Content::Any,
    },
    Entry {
        role: Role::ConversionValue,
        ranks: &[
            "转化价值 转化金额 转化总价值 conversionvalue totalconversionvalue conversionamount",
            "价值 成交金额 支付金额 订单金额 金额 value revenue amount",
        ],
        endings: "转化价值 转化金额 conversionvalue",
        never: "",
        content: Content::Number,
    },
    Entry {
        role: Role::Nulls,
        ranks: &["未转化次数 未转化数 未转化 totalnull nulls nullcount null totalnulls"],
        endings: "未转化次数",
        never: "",
        content: Content::Number,
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::roles::header::normalise;

    #[test]
    fn every_role_has_an_entry_in_one_spelling_without_repetition() {
        for role in Role::ALL {
            let entry = Entry::of(role).unwrap_or_else(|| panic!("{role} has no entry"));
            let mut seen = BTreeSet::new();
            for name in entry
                .ranks
                .iter()
                .flat_map(|names| names.split(' '))
                .filter(|name| !name.is_empty())
            {
                assert_eq!(name, normalise(name), "{role}");
                assert!(seen.insert(name), "{role}: {name} twice");
            }
        }
    }
}
