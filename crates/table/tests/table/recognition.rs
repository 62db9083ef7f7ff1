//! Columns are found by what they are called and what they hold.

use fourr_table::{By, Role, Table, TableError, Wanted};
use polars::df;

use crate::support::open;

const ORDERS: [Role; 4] = [Role::Customer, Role::Order, Role::Time, Role::Amount];

fn find(text: &str, roles: &[Role]) -> Result<Vec<Option<String>>, TableError> {
    let table = open(text)?;
    let wanted: Vec<_> = roles
        .iter()
        .map(|role| Wanted::optional(*role, None))
        .collect();
    let found = table.roles(&wanted)?;
    Ok(roles
        .iter()
        .map(|role| found.get(*role).map(str::to_owned))
        .collect())
}

#[test]
fn orders_are_recognised_by_their_headers() {
    // Customer, order, time and amount of each.
    let samples = [
        (
            "会员卡号,订单编号,下单时间,应收金额,实收金额\n001,A1,2024-01-01,10,9\n",
            ["会员卡号", "订单编号", "下单时间", "实收金额"],
        ),
        (
            "用户ID,订单号,付款时间,下单时间,实付金额（元）,优惠金额\n1,2,2024年3月5日,2024/3/4,¥9,1\n",
            ["用户ID", "订单号", "付款时间", "实付金额（元）"],
        ),
        (
            "客户编号,注册日期,订单日期,订单号,金额\n1,2020-01-01,2024-01-01,7,3\n",
            ["客户编号", "订单号", "订单日期", "金额"],
        ),
        (
            "InvoiceNo,InvoiceDate,CustomerID,Amount\n536365,2010-12-01 08:26:00,17850,15.3\n",
            ["CustomerID", "InvoiceNo", "InvoiceDate", "Amount"],
        ),
        (
            "household_id,basket_id,sales_value,transaction_timestamp,coupon_disc\n1,2,1.5,2017-01-01 10:00:00,0\n",
            [
                "household_id",
                "basket_id",
                "transaction_timestamp",
                "sales_value",
            ],
        ),
        (
            "user_id,signup_date,order_date,order_id,revenue,discount_amount\n1,2020-01-01,2024-01-01,7,3,1\n",
            ["user_id", "order_id", "order_date", "revenue"],
        ),
        (
            "买家会员名,订单编号,买家实际支付金额,订单付款时间,订单创建时间\nabc,1,2,2024-01-01 10:00:00,2024-01-01 09:00:00\n",
            ["买家会员名", "订单编号", "订单付款时间", "买家实际支付金额"],
        ),
    ];
    for (text, expected) in samples {
        let found = find(text, &ORDERS).unwrap();
        assert_eq!(found, expected.map(|name| Some(name.to_owned())), "{text}");
    }
}

#[test]
fn content_rules_a_header_out() {
    // The column called date holds words, the one called 金额 holds names.
    let found = find(
        "customer,date,day,金额,total\n1,soon,2024-01-01,张三,5\n2,later,2024-01-02,李四,6\n",
        &ORDERS,
    );
    let expected = [Some("customer"), None, Some("day"), Some("total")];
    assert_eq!(found.unwrap(), expected.map(|name| name.map(str::to_owned)));
}

#[test]
fn two_equal_candidates_are_named_with_the_flag() {
    let table = open("customer_id,member_id,date,amount\n1,2,2024-01-01,3\n").unwrap();
    let error = table
        .roles(&[Wanted::required(Role::Customer, None)])
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "2 columns could be the customer: customer_id, member_id"
    );
    assert_eq!(
        error.hint().unwrap(),
        "--customer customer_id or --customer member_id"
    );
    let roles = table
        .roles(&[Wanted::required(Role::Customer, Some("member_id"))])
        .unwrap();
    assert_eq!(roles.get(Role::Customer), Some("member_id"));
}

#[test]
fn a_flag_names_a_column_or_its_number() {
    let table = Table::from_frame(df!("x" => ["a"], "y" => ["b"], "2" => ["9"]).unwrap());
    let find = |column| table.roles(&[Wanted::required(Role::Amount, Some(column))]);
    assert_eq!(find("x").unwrap().get(Role::Amount), Some("x"));
    assert_eq!(find("1").unwrap().get(Role::Amount), Some("x"));
    // A column that is called 2 is meant by 2.
    assert_eq!(find("2").unwrap().get(Role::Amount), Some("2"));
    assert_eq!(find("x").unwrap().iter().next().unwrap().by, By::Flag);
    let error = find("z").unwrap_err();
    assert!(
        matches!(
            error,
            TableError::NoColumn {
                role: Some(Role::Amount),
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn an_absent_role_lists_the_columns_and_the_flag() {
    let table = open("custmer,when,much\nA,2024-01-01,3\n").unwrap();
    let error = table
        .roles(&[Wanted::required(Role::Customer, None)])
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "no customer column among custmer, when, much"
    );
    assert_eq!(
        error.hint().unwrap(),
        "name it with --customer COLUMN, perhaps --customer custmer"
    );
    // Dates of something else do not count.
    let other = open("id,reg_tm\nA,2024-01-01\n").unwrap();
    assert!(other.roles(&[Wanted::required(Role::Time, None)]).is_err());
    // The time needs no header: no other column holds dates.
    let roles = table.roles(&[Wanted::required(Role::Time, None)]).unwrap();
    assert_eq!(roles.iter().next().unwrap().by, By::Content);
}
