//! How types, operators and constants are called in messages.

use super::typed::{PathType, Type};
use crate::data::{FieldType, Schema, Value};
use crate::diag::Bilingual;
use crate::syntax::ast::{Aggregate, Arithmetic};
use crate::value::{Scalar, Scale, show};

/// What a value of the type is: "an amount of money".
pub(super) fn type_words(schema: &Schema, ty: &Type) -> Bilingual {
    match ty {
        Type::Scalar(scalar) => scalar_words(schema, *scalar),
        Type::Record(record) => match schema.record(*record) {
            Some(record) => {
                Bilingual::new(format!("a record `{}`", record.name), format!(" record `{}` ", record.name))
            }
            None => Bilingual::new("a record", "record"),
        },
        Type::List => Bilingual::new("a list", "一覧"),
        Type::Row(_) => Bilingual::new("a row of a table", "table の行"),
        Type::Proposal => Bilingual::new("a proposal", "申請書"),
        Type::Unknown => Bilingual::new("of an unknown type", "型の分からない値"),
    }
}

/// What a scalar is.
pub(super) fn scalar_words(schema: &Schema, scalar: Scalar) -> Bilingual {
    match scalar {
        Scalar::Text => Bilingual::new("a text", "文字列"),
        Scalar::YesNo => Bilingual::new("yes or no", "はい・いいえの値"),
        Scalar::Whole => Bilingual::new("a whole number", "整数"),
        Scalar::Number => Bilingual::new("a number", "数"),
        Scalar::Percent => Bilingual::new("a percentage", "百分率"),
        Scalar::Money(_) => Bilingual::new("an amount of money", "金額"),
        Scalar::Date => Bilingual::new("a date", "日付"),
        Scalar::FiscalYear => Bilingual::new("a fiscal year", "年度"),
        Scalar::Enum(id) => match schema.enumeration(id) {
            Some(e) => Bilingual::new(format!("a word of `{}`", e.name), format!(" `{}` の語", e.name)),
            None => Bilingual::new("a word of an enum", "enum の語"),
        },
    }
}

/// The type of what a path leads to.
pub(super) fn path_type(ty: &PathType) -> Type {
    match ty {
        PathType::Field(FieldType::Scalar(scalar)) | PathType::Cell(_, scalar) => Type::Scalar(*scalar),
        PathType::Field(FieldType::Record(record)) => Type::Record(*record),
        PathType::Field(FieldType::List { .. }) => Type::List,
        PathType::Row(table) => Type::Row(*table),
        PathType::Proposal => Type::Proposal,
    }
}

/// How an operator is written.
pub(super) fn arithmetic(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
    }
}

/// How an aggregate is written.
pub(super) fn aggregate(function: Aggregate) -> &'static str {
    match function {
        Aggregate::Sum => "sum",
        Aggregate::Count => "count",
        Aggregate::Largest => "largest",
        Aggregate::Smallest => "smallest",
    }
}

/// How the unit of a money field is written.
pub(super) fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::Yen => "yen",
        Scale::Thousand => "thousand yen",
        Scale::Million => "million yen",
        Scale::Billion => "billion yen",
    }
}

/// How a constant is written in a rule.
pub(super) fn constant(schema: &Schema, ty: Option<Scalar>, value: &Value) -> String {
    match (value, ty) {
        (Value::Num(n), Some(Scalar::Money(_))) => show::money(n).en,
        (Value::Num(n), Some(Scalar::Percent)) => format!("{}%", n.mul(&crate::value::Num::Int(100))),
        (Value::Num(n), _) => show::figure(n),
        (Value::Text(text), _) => format!("\"{text}\""),
        (Value::YesNo(yes), _) => if *yes { "yes" } else { "no" }.to_owned(),
        (Value::Date(date), _) => date.to_string(),
        (Value::Year(year), _) => year.to_string(),
        (Value::Member(word), Some(Scalar::Enum(id))) => schema
            .enumeration(id)
            .and_then(|e| e.members.get(*word as usize))
            .map(|m| m.name.clone())
            .unwrap_or_default(),
        (Value::Member(_) | Value::Record(..) | Value::List(..), _) => String::new(),
    }
}
