use std::collections::{BTreeMap, BTreeSet};

use yueli_publication::ProblemCode;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use crate::{Arg, Catalog, Locale, format, negotiate};

macro_rules! rooms {
    ($tag:literal) => {
        [
            include_str!(concat!("../../../public/locales/", $tag, "/app.ftl")),
            include_str!(concat!("../../../public/locales/", $tag, "/catalogue.ftl")),
            include_str!(concat!("../../../public/locales/", $tag, "/libraries.ftl")),
            include_str!(concat!("../../../public/locales/", $tag, "/reader.ftl")),
            include_str!(concat!("../../../public/locales/", $tag, "/problems.ftl")),
            include_str!(concat!("../../../public/locales/", $tag, "/errors.ftl")),
        ]
    };
}

/// The Fluent sources of one language.
fn sources(locale: Locale) -> [&'static str; 6] {
    match locale {
        Locale::ZhCn => rooms!("zh-CN"),
        Locale::En => rooms!("en"),
    }
}

/// Every message and attribute, with the variables in it.
fn keys(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    let mut message = String::new();
    let mut entry = String::new();
    for line in sources(locale).iter().flat_map(|source| source.lines()) {
        if line.starts_with('#') {
            continue;
        }
        if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| is_name(name)) {
            message = name.to_owned();
            entry = message.clone();
            assert!(found.insert(entry.clone(), BTreeSet::new()).is_none(), "{entry} twice in {locale:?}");
        } else if let Some((name, _)) = line.trim_start().strip_prefix('.').and_then(|l| l.split_once(" =")) {
            entry = format!("{message}.{name}");
            found.insert(entry.clone(), BTreeSet::new());
        }
        for variable in line.split('$').skip(1) {
            let name: String = variable.chars().take_while(char::is_ascii_alphanumeric).collect();
            found.get_mut(&entry).unwrap().insert(name);
        }
    }
    found
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// What Fluent's own implementation makes of the sources.
fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![locale.tag().parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(format::grouped(number.value)),
        _ => None,
    }));
    for source in sources(locale) {
        bundle.add_resource(FluentResource::try_new(source.to_owned()).unwrap()).unwrap();
    }
    bundle
}

#[test]
fn every_message_says_what_fluent_says() {
    let samples = [0.0, 1.0, 2.0, 5.0, 21.0, 1.5, -1.0, 12_345.0].map(Arg::Number);
    for locale in Locale::ALL {
        let (words, bundle) = (Catalog::new(locale), bundle(locale));
        for (key, variables) in keys(locale) {
            let (name, attribute) =
                key.split_once('.').map_or((key.as_str(), None), |(name, own)| (name, Some(own)));
            assert_eq!(words.has(name), bundle.has_message(name));
            let message = bundle.get_message(name).unwrap();
            let pattern = match attribute {
                None => message.value().unwrap(),
                Some(own) => message.get_attribute(own).unwrap().value(),
            };
            let said = |args: &[(&str, Arg<'_>)]| match attribute {
                None => words.t_args(name, args),
                Some(own) => words.attr_args(name, own, args),
            };
            for sample in samples.iter().chain(&[Arg::from("one"), Arg::from("{ $x } 茶")]) {
                let args: Vec<_> = variables.iter().map(|own| (own.as_str(), sample.clone())).collect();
                let fluent: FluentArgs<'_> = args
                    .iter()
                    .map(|(own, arg)| match arg {
                        Arg::Text(text) => (*own, FluentValue::from(text.as_ref())),
                        Arg::Number(number) => (*own, FluentValue::from(*number)),
                    })
                    .collect();
                let expected = bundle.format_pattern(pattern, Some(&fluent), &mut Vec::new());
                assert_eq!(said(&args), expected, "{key} in {locale:?} of {sample:?}");
            }
            let expected = bundle.format_pattern(pattern, None, &mut Vec::new());
            assert_eq!(said(&[]), expected, "{key} in {locale:?} of nothing");
        }
    }
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (zh, en) = (keys(Locale::ZhCn), keys(Locale::En));
    assert!(en.len() > 250, "only {} keys", en.len());
    for (key, variables) in &en {
        assert_eq!(zh.get(key), Some(variables), "{key}");
    }
    for key in zh.keys() {
        assert!(en.contains_key(key), "{key} is only in Chinese");
    }
}

#[test]
fn every_key_says_something() {
    for locale in Locale::ALL {
        let words = Catalog::new(locale);
        for (key, variables) in keys(locale) {
            let args: Vec<_> =
                variables.iter().map(|name| (name.as_str(), Arg::from("\u{2606}".to_owned()))).collect();
            let said = match key.split_once('.') {
                Some((message, attribute)) => words.attr_args(message, attribute, &args),
                None => words.t_args(&key, &args),
            };
            assert!(!said.trim().is_empty() && said != key, "{key} in {locale:?}");
            assert!(!said.contains("{$"), "{key} in {locale:?}: {said}");
        }
    }
}

#[test]
fn every_problem_has_a_title_and_advice() {
    for locale in Locale::ALL {
        let words = Catalog::new(locale);
        let own = keys(locale);
        for code in ProblemCode::ALL {
            let key = format!("problem-{}", code.key());
            assert!(own.contains_key(&key), "{key} in {locale:?}");
            assert!(own.contains_key(&format!("{key}.advice")), "{key}.advice in {locale:?}");
            assert_ne!(words.t(&key), words.attr(&key, "advice"));
        }
    }
}

#[test]
fn chinese_is_written_as_the_house_writes_it() {
    for source in sources(Locale::ZhCn) {
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            assert!(!line.contains(['！', '您', '!']), "{line}");
            let value = line.split_once(" =").map_or(line, |(_, value)| value);
            assert!(!value.contains([';', '?']) && !value.contains(", "), "half-width in {line}");
        }
    }
    for source in sources(Locale::En) {
        assert!(source.lines().filter(|line| !line.starts_with('#')).all(|line| !line.contains('!')));
    }
}

#[test]
fn the_first_language_that_is_spoken_wins() {
    let ask = |tags: &[&str]| negotiate(&tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>());
    assert_eq!(ask(&["zh-Hans-CN", "en"]), Locale::ZhCn);
    assert_eq!(ask(&["fr-FR", "zh_TW", "en-GB"]), Locale::ZhCn);
    assert_eq!(ask(&["EN-us"]), Locale::En);
    assert_eq!(ask(&["fr", "de"]), Locale::En);
    assert_eq!(ask(&[]), Locale::En);
    assert_eq!(ask(&["", "-", "zh"]), Locale::ZhCn);
}

#[test]
fn plurals_and_numbers() {
    let (zh, en) = (Catalog::new(Locale::ZhCn), Catalog::new(Locale::En));
    assert_eq!(en.t_args("catalogue-results", &[("count", 0.into())]), "Nothing found");
    assert_eq!(en.t_args("catalogue-results", &[("count", 1.into())]), "1 title");
    assert_eq!(en.t_args("catalogue-results", &[("count", 12_345.into())]), "12,345 titles");
    assert_eq!(zh.t_args("catalogue-results", &[("count", 1.into())]), "共 1 种");
    assert_eq!(zh.t_args("shelf-removed", &[("title", "园冶".into())]), "《园冶》已从书架拿走。");
    assert_eq!(en.number(-1_234_567.5), "-1,234,567.5");
    assert_eq!(en.number(4096.0), "4096");
}

#[test]
fn percent_minutes_sizes_and_dates() {
    let (zh, en) = (Catalog::new(Locale::ZhCn), Catalog::new(Locale::En));
    assert_eq!(
        [en.percent(0.344), en.percent(0.999), en.percent(1.0), en.percent(f64::NAN)].join(" "),
        "34% 99% 100% 0%"
    );
    assert_eq!([en.minutes(0), en.minutes(60), zh.minutes(95)], ["1 min", "1 h", "1 小时 35 分钟"]);
    assert_eq!(
        [en.size(0), en.size(640_000), en.size(1_240_000), en.size(2_000_000_000)],
        ["1 KB", "640 KB", "1.2 MB", "2 GB"]
    );
    assert_eq!([en.date(2026, 11, 24), zh.date(2026, 11, 24)], ["24 November 2026", "2026 年 11 月 24 日"]);
    assert_eq!(
        [en.published("1851"), en.published("1851-01-01T00:00:00Z"), en.published("c. 1600")],
        ["1851", "1851", "c. 1600"]
    );
    assert_eq!(zh.published("2024-05-17T08:00:00+08:00"), "2024 年 5 月 17 日");
    assert_eq!([en.days_ago(0), en.days_ago(5), zh.days_ago(1)], ["today", "5 days ago", "昨天"]);
    assert_eq!([zh.language("en-GB"), zh.language("zho"), zh.language("tlh")], ["英语", "中文", "tlh"]);
}

#[test]
fn what_is_missing_is_said_in_english_or_not_at_all() {
    let zh = Catalog::new(Locale::ZhCn);
    assert_eq!(zh.t("no-such-key"), "no-such-key");
    assert_eq!(zh.attr("problem-truncated", "no-such"), "problem-truncated.no-such");
    assert_eq!(zh.t_or("subject-no-such", "Metallurgy"), "Metallurgy");
    assert!(zh.has("nav-home") && !zh.has("nav-nowhere"));
    assert_eq!(zh, Catalog::new(Locale::ZhCn));
    assert_ne!(zh, Catalog::new(Locale::En));
}
