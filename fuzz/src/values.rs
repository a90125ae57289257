//! Single values: what is read is written so that it is read as the same; and problems as solvers write them.

use kisoku::value::show;
use kisoku::value::{
    Money, Num, Scale, era_date_text, era_year_text, is_not_applicable, parse_amount, parse_date,
    parse_number, parse_percent, parse_whole, parse_year, parse_yes_no,
};
use kisoku_logic::smtlib::{read_script, write_script};

/// Money, whole numbers, decimals and shares.
pub fn amount(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for scale in [Scale::Yen, Scale::Thousand, Scale::Million, Scale::Billion] {
        for signed in [false, true] {
            let money = Money { scale, signed };
            let Ok(amount) = parse_amount(text, money) else { continue };
            assert!(amount.yen.is_integer(), "{text}: {:?}", amount.yen);
            let shown = show::money(&amount.yen);
            let written = amount.notation.write(&amount.yen);
            let usual = kisoku::value::Notation::of_scale(scale).write(&amount.yen);
            for again in [&shown.en, &shown.ja, &written, &usual] {
                let read =
                    parse_amount(again, money).unwrap_or_else(|why| panic!("{text} as {again}: {why:?}"));
                assert_eq!(read.yen, amount.yen, "{text} as {again}");
            }
        }
    }
    same(text, parse_whole(text).ok(), |shown| parse_whole(shown).ok(), show::figure);
    same(text, parse_number(text).ok(), |shown| parse_number(shown).ok(), show::figure);
    same(text, parse_percent(text).ok(), |shown| parse_percent(shown).ok(), |share| show::percent(share).en);
    let _ = (parse_yes_no(text), is_not_applicable(text));
}

fn same(text: &str, read: Option<Num>, again: impl Fn(&str) -> Option<Num>, shown: impl Fn(&Num) -> String) {
    if let Some(value) = read {
        let shown = shown(&value);
        assert_eq!(again(&shown), Some(value), "{text} as {shown}");
    }
}

/// Fiscal years and days, western and Japanese.
pub fn calendar(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(read) = parse_year(text) {
        let shown = show::year(read.year);
        for again in [shown.en, shown.ja, era_year_text(read.year)] {
            assert_eq!(parse_year(&again).map(|again| again.year), Ok(read.year), "{text} as {again}");
        }
        assert_eq!(read.year.first_day().map(|day| day.fiscal_year()), Some(read.year), "{text}");
    }
    if let Ok(read) = parse_date(text) {
        for again in [read.date.to_string(), show::date(read.date).ja, era_date_text(read.date)] {
            assert_eq!(parse_date(&again).map(|again| again.date), Ok(read.date), "{text} as {again}");
        }
    }
}

/// A script of SMT-LIB that is read is written so that it is read again, with as many variables and assertions.
pub fn smtlib(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(script) = read_script(text) else { return };
    let labels = script.all_labels();
    let written = write_script(&script.problem, &labels, &script.objectives);
    let again = read_script(&written).unwrap_or_else(|why| panic!("{why}: {written}"));
    assert_eq!(again.problem.vars().count(), script.problem.vars().count(), "{written}");
    assert_eq!(again.objectives.len(), script.objectives.len(), "{written}");
    let written_again = write_script(&again.problem, &again.all_labels(), &again.objectives);
    assert!(read_script(&written_again).is_ok(), "{written_again}");
}
