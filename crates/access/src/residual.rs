//! From what partial evaluation leaves of a policy to a filter.

use std::sync::Arc;

use base::PersonId;
use cedar_policy::pst::{BinaryOp, Clause, EntityUID, Expr, Literal, Policy, UnaryOp, Var};

use crate::filter::{Column, Filter, LinkColumn, Scalar};

/// The condition of a residual policy. `Err` says what cannot be translated; it never becomes "no condition".
pub(crate) fn condition(policy: &Policy) -> Result<Filter, String> {
    let clauses = policy.body().clauses().iter().map(|clause| match clause {
        Clause::When(expression) => translate(expression),
        Clause::Unless(expression) => Ok(Filter::Not(Box::new(translate(expression)?))),
    });
    Ok(Filter::And(clauses.collect::<Result<_, String>>()?))
}

fn translate(expression: &Arc<Expr>) -> Result<Filter, String> {
    let unknown = || Err(format!("`{expression}`"));
    match expression.as_ref() {
        Expr::Literal(Literal::Bool(true)) => Ok(Filter::True),
        Expr::Literal(Literal::Bool(false)) => Ok(Filter::False),
        // A yes/no attribute standing alone.
        Expr::GetAttr { .. } => match column(expression) {
            Some(column) => Ok(Filter::Equals(column, Scalar::Bool(true))),
            None => unknown(),
        },
        Expr::UnaryOp { op: UnaryOp::Not, expr } => Ok(Filter::Not(Box::new(translate(expr)?))),
        Expr::BinaryOp { op: BinaryOp::And, left, right } => {
            Ok(Filter::And(vec![translate(left)?, translate(right)?]))
        }
        Expr::BinaryOp { op: BinaryOp::Or, left, right } => {
            Ok(Filter::Or(vec![translate(left)?, translate(right)?]))
        }
        Expr::BinaryOp { op, left, right } => match comparison(*op, left, right) {
            Some(filter) => Ok(filter),
            None => unknown(),
        },
        _ => unknown(),
    }
}

fn comparison(op: BinaryOp, left: &Arc<Expr>, right: &Arc<Expr>) -> Option<Filter> {
    match op {
        BinaryOp::Eq => match (column(left), column(right)) {
            (Some(column), None) => Some(Filter::Equals(column, scalar(right)?)),
            (None, Some(column)) => Some(Filter::Equals(column, scalar(left)?)),
            _ => None,
        },
        BinaryOp::Less => match (column(left), column(right)) {
            (Some(column), None) => Some(Filter::Less(column, long(right)?)),
            // limit < column: columns are never missing, so this is the negation of column <= limit.
            (None, Some(column)) => Some(Filter::Not(Box::new(Filter::LessOrEqual(column, long(left)?)))),
            _ => None,
        },
        BinaryOp::LessEq => match (column(left), column(right)) {
            (Some(column), None) => Some(Filter::LessOrEqual(column, long(right)?)),
            (None, Some(column)) => Some(Filter::Not(Box::new(Filter::Less(column, long(left)?)))),
            _ => None,
        },
        // A person has no person above it, so `in` people is being one of them. `in` a role is not a value
        // of any column, and stays untranslated.
        BinaryOp::In => {
            let column = column(left)?;
            match right.as_ref() {
                Expr::Set(members) => Some(Filter::In(column, people(members)?)),
                _ => Some(Filter::Equals(column, Scalar::Person(person(right)?))),
            }
        }
        BinaryOp::Contains => match left.as_ref() {
            Expr::Set(members) => {
                let values: Option<Vec<Scalar>> = members.iter().map(scalar).collect();
                Some(Filter::In(column(right)?, values?))
            }
            _ => Some(Filter::Contains(link(left)?, Scalar::Person(person(right)?))),
        },
        _ => None,
    }
}

/// The name of an attribute of the resource.
fn attribute(expression: &Arc<Expr>) -> Option<&str> {
    match expression.as_ref() {
        Expr::GetAttr { expr, attr } if matches!(expr.as_ref(), Expr::Var(Var::Resource)) => Some(attr),
        _ => None,
    }
}

fn column(expression: &Arc<Expr>) -> Option<Column> {
    Column::named(attribute(expression)?)
}

fn link(expression: &Arc<Expr>) -> Option<LinkColumn> {
    LinkColumn::named(attribute(expression)?)
}

fn scalar(expression: &Arc<Expr>) -> Option<Scalar> {
    match expression.as_ref() {
        Expr::Literal(Literal::Long(number)) => Some(Scalar::Long(*number)),
        Expr::Literal(Literal::Bool(yes)) => Some(Scalar::Bool(*yes)),
        _ => Some(Scalar::Person(person(expression)?)),
    }
}

fn long(expression: &Arc<Expr>) -> Option<i64> {
    match expression.as_ref() {
        Expr::Literal(Literal::Long(number)) => Some(*number),
        _ => None,
    }
}

fn people(members: &[Arc<Expr>]) -> Option<Vec<Scalar>> {
    members.iter().map(|member| Some(Scalar::Person(person(member)?))).collect()
}

fn person(expression: &Arc<Expr>) -> Option<PersonId> {
    match expression.as_ref() {
        Expr::Literal(Literal::EntityUID(EntityUID { ty, eid })) => {
            let is_person = ty.0.namespace.is_empty() && ty.0.id.as_str() == "Person";
            if is_person { PersonId::parse(eid) } else { None }
        }
        _ => None,
    }
}
