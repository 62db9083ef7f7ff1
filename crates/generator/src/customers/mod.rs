//! [`Customers`]: the members of the practice company, as its list of members has them.

mod persona;

use chrono::{Datelike, NaiveDate};
use fourr_locale::Lang;
use polars::prelude::*;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::catalogue::City;
use crate::columns::Edition;
use crate::dataset::{Batches, Dataset, Heading};
use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::events::{Channel, Events};
use crate::frame;
use crate::log::Log;
use crate::orders::{Orders, whole_number};
use crate::questionnaire::{Level, Questionnaire};
use crate::random::Key;
use crate::segment::Segment;
use crate::style::Style;
use persona::Persona;

/// Members of a batch.
const BATCH: u64 = 1 << 17;
/// Keeps the members apart from whatever else a seed makes.
const TABLE: u64 = 0x4355_5354;
/// Days before the first order within which everybody joined.
const JOINED_WITHIN: u64 = 1_096;

/// The members of the practice company: who they are, where they live, how and when they joined.
///
/// A row is a member. They are the customers of [`Orders`] of the same seed and number: they live where these live, their
/// level is the one that they state in the [`Questionnaire`], they joined through the channel that they use in [`Events`].
/// Everybody has a planted persona, which decides on gender and age and depends on how much the member spends: so target
/// groups differ by gender and age as planted. Equal parameters give equal bytes on every machine and any number of threads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Customers {
    /// Members, one a row; underscores may group the digits
    #[arg(long, value_name = "N", value_parser = whole_number, default_value_t = Customers::default().members)]
    pub members: u64,
    /// What the data depends on: another seed, other data
    #[arg(long, value_name = "N", default_value_t = Customers::default().seed)]
    pub seed: u64,
    /// Language of headers and values
    #[arg(long, value_enum, default_value_t = Customers::default().header)]
    pub header: Lang,
    /// Encoding of CSV
    #[arg(long, value_enum, default_value_t = Customers::default().encoding)]
    pub encoding: Encoding,
    /// Whose copy it is: member numbers then end in three more digits that only this owner's have
    #[arg(long, value_name = "OWNER")]
    pub watermark: Option<String>,
}

impl Default for Customers {
    fn default() -> Self {
        Self {
            members: 1_000,
            seed: 42,
            header: Lang::Zh,
            encoding: Encoding::Utf8Bom,
            watermark: None,
        }
    }
}

/// What the other tables know of the members.
struct Known<H> {
    log: Log,
    homes: H,
    questionnaire: Questionnaire,
    key: Key,
    /// The day before which everybody joined.
    opened: NaiveDate,
}

/// A member.
struct Member {
    number: u64,
    segment: Segment,
    /// Orders, as planned.
    orders: u64,
    persona: Persona,
    /// Place among the two groups of the questionnaire.
    group: usize,
    female: bool,
    birth_year: i32,
    level: Level,
    city: &'static City,
    joined: NaiveDate,
    channel: &'static Channel,
}

impl Customers {
    fn known(
        &self,
    ) -> Result<Known<impl Fn(u64) -> &'static Channel + Sync + use<>>, GeneratorError> {
        let orders = Orders {
            customers: Some(self.members),
            seed: self.seed,
            ..Orders::default()
        };
        let events = Events {
            members: self.members,
            seed: self.seed,
            ..Events::default()
        };
        Ok(Known {
            homes: events.homes()?,
            log: orders.log()?,
            questionnaire: Questionnaire {
                seed: self.seed,
                ..Questionnaire::default()
            },
            key: Key::new(self.seed).child(TABLE),
            opened: orders.start,
        })
    }

    fn style(&self) -> Result<Style, GeneratorError> {
        Style::new(Edition::Practice, self.header, self.watermark.as_deref())
    }
}

impl<H: Fn(u64) -> &'static Channel + Sync> Known<H> {
    fn member(&self, number: u64) -> Member {
        let key = self.key.child(number);
        let cohort = self.log.population.cohort(number);
        let persona = Persona::of(cohort.segment, key);
        let (level, group) = self.questionnaire.standing(number);
        let days = 1 + key.below(3, JOINED_WITHIN);
        let age = i32::try_from(persona.age(key)).expect("an age");
        Member {
            number,
            segment: cohort.segment,
            orders: cohort.orders,
            persona,
            group,
            female: persona.is_female(key),
            birth_year: self.opened.year() - age,
            level,
            city: self.log.home(number),
            joined: self.opened - chrono::Days::new(days),
            channel: (self.homes)(number),
        }
    }

    fn members(&self, numbers: std::ops::Range<u64>) -> Vec<Member> {
        let numbers = numbers.into_par_iter();
        numbers.map(|number| self.member(number)).collect()
    }
}

impl Dataset for Customers {
    const NAME: &'static str = "customers";

    /// The members as data frames of some 130,000 rows each, in the order of their numbers: gender, year of birth as `i64`,
    /// level, province and city, the day of joining and the channel through which.
    ///
    /// # Errors
    /// Parameters out of their range.
    fn batches(&self) -> Result<Batches, GeneratorError> {
        let (members, style, known) = (self.members, self.style()?, self.known()?);
        let batch = move |number: u64| {
            let first = 1 + number * BATCH;
            rows(
                &known.members(first..(members + 1).min(first + BATCH)),
                style,
            )
        };
        Ok(Batches::new(
            &rows(&[], style)?,
            (0..members.div_ceil(BATCH)).map(batch),
        ))
    }

    /// The planted truth, a row a member: the RFM type by code and by name, the orders planned, the persona, and the group in
    /// the questionnaire, 1 or 2.
    ///
    /// # Errors
    /// Parameters out of their range.
    fn truth(&self) -> Result<DataFrame, GeneratorError> {
        let (style, known) = (self.style()?, self.known()?);
        let lang = style.lang;
        let members = known.members(1..self.members + 1);
        let codes: Vec<_> = members.iter().map(|of| of.segment.code()).collect();
        let names: Vec<_> = members.iter().map(|of| of.segment.name(lang)).collect();
        let orders = members.iter().map(|of| of.orders.cast_signed());
        let personas: Vec<_> = members.iter().map(|of| of.persona.name(lang)).collect();
        let groups = members.iter().map(|of| i64::from(of.group == 1) + 1);
        let columns = vec![
            frame::customers(members.iter().map(|of| of.number), style),
            Column::new(lang.pick("客户类型代码", "segment").into(), codes),
            Column::new(lang.pick("客户类型", "segment_name").into(), names),
            Column::new(
                lang.pick("计划订单数", "planned_orders").into(),
                orders.collect::<Vec<_>>(),
            ),
            Column::new(lang.pick("人群画像", "persona").into(), personas),
            Column::new(
                lang.pick("问卷客群", "questionnaire_group").into(),
                groups.collect::<Vec<_>>(),
            ),
        ];
        Ok(DataFrame::new(members.len(), columns)?)
    }

    fn heading(&self) -> Heading {
        let lang = self.header;
        let heading = Heading::new(
            lang,
            lang.pick("会员名录", "members"),
            lang.pick("全部会员，每人一行", "all members, a row each"),
        );
        heading.over([
            (lang.pick("会员", "member"), 3),
            (lang.pick("所在地", "home"), 2),
            (lang.pick("会籍", "membership"), 3),
        ])
    }

    fn encoding(&self) -> Encoding {
        self.encoding
    }
}

fn rows(members: &[Member], style: Style) -> PolarsResult<DataFrame> {
    let lang = style.lang;
    let words = |zh: &'static str, en: &'static str, of: &dyn Fn(&Member) -> &'static str| {
        let words: Vec<&str> = members.iter().map(of).collect();
        Column::new(lang.pick(zh, en).into(), words)
    };
    let births = members.iter().map(|of| i64::from(of.birth_year));
    let joined = members.iter().map(|of| Some(of.joined));
    let columns = vec![
        frame::customers(members.iter().map(|of| of.number), style),
        words("性别", "gender", &|of| {
            if of.female {
                lang.pick("女", "female")
            } else {
                lang.pick("男", "male")
            }
        }),
        Column::new(
            lang.pick("出生年份", "birth_year").into(),
            births.collect::<Vec<_>>(),
        ),
        words("省份", "province", &|of| {
            lang.pick(of.city.province_zh, of.city.province_en)
        }),
        words("城市", "city", &|of| lang.pick(of.city.zh, of.city.en)),
        words("会员等级", "membership_level", &|of| {
            of.level.name(lang)
        }),
        DateChunked::from_naive_date_options(lang.pick("注册日期", "joined_on").into(), joined)
            .into_column(),
        words("注册渠道", "joined_through", &|of| {
            of.channel.name(lang)
        }),
    ];
    DataFrame::new(members.len(), columns)
}
