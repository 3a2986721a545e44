//! What a policy may be made of. Whatever could not become a list's condition is refused at start.

use std::sync::Arc;

use cedar_policy::pst::{
    ActionConstraint, BinaryOp, Clause, EntityOrSlot, Expr, Literal, Policy, PrincipalConstraint,
    ResourceConstraint, UnaryOp, Var,
};

/// Why policies or schema cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unsound {
    #[error("the schema cannot be read: {0}")]
    Schema(String),
    #[error("action `{0}` is not in the schema")]
    ActionMissing(&'static str),
    #[error("action `{0}` of the schema is not known to the program")]
    ActionUnknown(String),
    #[error("action `{0}` applies to other kinds in the schema than in the program")]
    ActionKinds(&'static str),
    #[error("`{0}` is a group of actions; hint: name each action in the policy")]
    ActionGroup(String),
    #[error("policies `{0}` cannot be read: {1}")]
    Unreadable(String, String),
    #[error("a policy of `{0}` has no `@id`; hint: give it a name that says what it allows")]
    Unnamed(String),
    #[error("policy `{0}` is there twice")]
    Twice(String),
    #[error("policies `{0}` hold a template; hint: write one policy for each case")]
    Template(String),
    #[error("the policies do not fit the schema: {0}")]
    Unfit(String),
    #[error("policy `{policy}`: {what} is not allowed; hint: use ==, <, <=, in, contains, &&, ||, !")]
    Syntax { policy: String, what: String },
}

/// Checks one policy's own syntax tree, as written.
///
/// Allowed: in the scope any principal or `in Role`, any action or listed ones, `is` one kind of resource;
/// in the conditions `== < <= in contains && || !` over attributes of the principal and of the resource and
/// literal entities, numbers, yes/no and sets of them.
pub(crate) fn check(policy: &Policy) -> Result<(), Unsound> {
    let body = policy.body();
    let name = body.id.0.as_str();
    let refuse = |what: &str| Unsound::Syntax { policy: name.to_owned(), what: what.to_owned() };
    match &body.principal {
        PrincipalConstraint::Any | PrincipalConstraint::In(EntityOrSlot::Entity(_)) => {}
        _ => return Err(refuse("this scope of the principal")),
    }
    match &body.action {
        ActionConstraint::Any | ActionConstraint::Eq(_) | ActionConstraint::In(_) => {}
    }
    match &body.resource {
        ResourceConstraint::Is(_) => {}
        _ => return Err(refuse("a scope that is not `resource is` one kind")),
    }
    for clause in body.clauses() {
        let (Clause::When(condition) | Clause::Unless(condition)) = clause;
        check_expression(condition).map_err(|what| refuse(&what))?;
    }
    Ok(())
}

fn check_expression(expression: &Arc<Expr>) -> Result<(), String> {
    match expression.as_ref() {
        Expr::Literal(Literal::Bool(_) | Literal::Long(_) | Literal::EntityUID(_)) => Ok(()),
        Expr::Literal(_) => Err("a text".into()),
        Expr::Var(Var::Principal | Var::Resource) => Ok(()),
        Expr::Var(_) => Err("`action` or `context` in a condition".into()),
        Expr::UnaryOp { op: UnaryOp::Not, expr } => check_expression(expr),
        Expr::UnaryOp { op, .. } => Err(format!("operator `{op}`")),
        Expr::BinaryOp { op, left, right } => match op {
            BinaryOp::Eq
            | BinaryOp::Less
            | BinaryOp::LessEq
            | BinaryOp::In
            | BinaryOp::Contains
            | BinaryOp::And
            | BinaryOp::Or => check_expression(left).and_then(|()| check_expression(right)),
            _ => Err(format!("operator `{op}`")),
        },
        Expr::GetAttr { expr, attr } => match expr.as_ref() {
            Expr::Var(Var::Principal | Var::Resource) => Ok(()),
            _ => Err(format!("attribute `{attr}` of an attribute")),
        },
        Expr::Set(members) => members.iter().try_for_each(|member| match member.as_ref() {
            Expr::Literal(Literal::Bool(_) | Literal::Long(_) | Literal::EntityUID(_)) => Ok(()),
            _ => Err("a set of anything but literals".into()),
        }),
        Expr::HasAttr { .. } => Err("operator `has`".into()),
        Expr::Like { .. } => Err("operator `like`".into()),
        Expr::Is { .. } => Err("operator `is` in a condition".into()),
        Expr::IfThenElse { .. } => Err("operator `if`".into()),
        _ => Err("this expression".into()),
    }
}
