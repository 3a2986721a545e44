//! Policies with which the program must not start, and answers that must not become a list.

use access::{Action, Policies, ResourceKind};

use crate::people::{DOLJ, viewer};

const SCHEMA: &str = include_str!("../policies/schema.cedarschema");

fn reason(schema: &str, policies: &[(&str, &str)]) -> String {
    let problem = Policies::read(schema, policies).unwrap_err();
    assert_eq!(problem.code, "internal");
    problem.inside.unwrap()
}

fn with_condition(condition: &str) -> String {
    format!(
        r#"@id("tried") permit (principal, action == Action::"view_file", resource is File) when {{ {condition} }};"#
    )
}

#[test]
fn an_operator_that_no_list_could_have_is_refused() {
    for (condition, named) in [
        ("resource has agency", "operator `has`"),
        (r#""abc" like "a*""#, "operator `like`"),
        ("if resource.closed then true else false", "operator `if`"),
        ("resource is File", "operator `is`"),
        ("resource.agency != 1", "operator `!=`"),
        ("resource.agency > 1", "operator `>`"),
        ("resource.agency >= 1", "operator `>=`"),
        ("resource.agency + 1 == 2", "operator `+`"),
        ("resource.agency * 2 == 2", "operator `*`"),
        ("-resource.agency == 1", "operator `-`"),
        ("resource.conflict.containsAll([principal])", "operator `containsAll`"),
        ("resource.conflict.containsAny([principal])", "operator `containsAny`"),
        ("resource.conflict.isEmpty()", "operator `isEmpty`"),
        (r#"decimal("1.0").lessThan(decimal("2.0"))"#, "operator `lessThan`"),
        (r#"ip("10.0.0.1") == ip("10.0.0.1")"#, "operator `ip`"),
        (r#"datetime("2026-01-01") < datetime("2026-01-02")"#, "operator `datetime`"),
        ("resource.case_manager.agency == 1", "attribute `agency` of an attribute"),
        (r#"action == Action::"view_file""#, "`action` or `context`"),
        (r#""a" == "a""#, "a text"),
        ("[principal.agency].contains(resource.agency)", "a set of anything but literals"),
        ("{a: 1} == {a: 1}", "this expression"),
        ("!(resource.closed && resource has agency)", "operator `has`"),
    ] {
        let said = reason(SCHEMA, &[("tried", &with_condition(condition))]);
        assert!(said.contains("policy `tried`") && said.contains(named), "{condition}: {said}");
    }
}

#[test]
fn a_scope_is_checked_as_well() {
    for (scope, named) in [
        ("principal is Person, action, resource is File", "scope of the principal"),
        (r#"principal == Person::"x", action, resource is File"#, "scope of the principal"),
        ("principal, action, resource", "resource is"),
        (r#"principal, action, resource == File::"x""#, "resource is"),
    ] {
        let said = reason(SCHEMA, &[("tried", &format!(r#"@id("tried") permit ({scope});"#))]);
        assert!(said.contains(named), "{scope}: {said}");
    }
    let template = r#"@id("tried") permit (principal in ?principal, action, resource is File);"#;
    assert!(reason(SCHEMA, &[("tried", template)]).contains("template"));
}

#[test]
fn policies_must_be_readable_named_once_and_fit_the_schema() {
    assert!(reason(SCHEMA, &[("torn", "permit (principal")]).contains("`torn` cannot be read"));
    let nameless = "permit (principal, action, resource is File);";
    assert!(reason(SCHEMA, &[("files", nameless)]).contains("has no `@id`"));
    let once = with_condition("resource.closed");
    assert!(reason(SCHEMA, &[("a", &once), ("b", &once)]).contains("`tried` is there twice"));
    for unfit in ["resource.colour == 1", "resource.agency == true", "principal in Role::\"superuser\""] {
        assert!(reason(SCHEMA, &[("tried", &with_condition(unfit))]).contains("do not fit"), "{unfit}");
    }
    // A policy that can never apply is a mistake of whoever wrote it.
    let idle = r#"@id("idle") permit (principal, action == Action::"view_file", resource is Signal);"#;
    assert!(reason(SCHEMA, &[("idle", idle)]).contains("do not fit"));
}

#[test]
fn the_schema_and_the_program_must_know_the_same_actions() {
    let changed = |from: &str, to: &str| {
        assert!(SCHEMA.contains(from));
        SCHEMA.replacen(from, to, 1)
    };
    assert!(reason("entity;", &[]).contains("schema cannot be read"));
    assert!(reason(&changed("action view_reads", "action see_reads"), &[]).contains("see_reads"));
    assert!(reason(&changed("view_ledger, verify_ledger", "view_ledger"), &[]).contains("verify_ledger"));
    let grouped = format!("{SCHEMA}\naction everything;").replacen(
        "action view_reads",
        "action view_reads in [everything]",
        1,
    );
    assert!(reason(&grouped, &[]).contains("everything"));
    let wider = changed("resource: Dataset", "resource: [Dataset, File]");
    assert!(reason(&wider, &[]).contains("`view_dataset` applies to other kinds"));
}

#[test]
fn what_is_left_untranslatable_is_an_error_and_never_a_missing_condition() {
    let ana = viewer("case_manager", DOLJ);
    for (action, kind, policy) in [
        (
            Action::ViewReferralCard,
            ResourceKind::Referral,
            r#"@id("columns") permit (principal, action == Action::"view_referral_card", resource is Referral)
               when { resource.from_agency == resource.to_agency };"#,
        ),
        (
            Action::ViewFile,
            ResourceKind::File,
            r#"@id("role") permit (principal, action == Action::"view_file", resource is File)
               when { resource.case_manager in Role::"auditor" };"#,
        ),
        (
            Action::ViewFile,
            ResourceKind::File,
            r#"@id("open") permit (principal, action == Action::"view_file", resource is File);
               @id("columns") forbid (principal, action, resource is File)
               when { resource.agency == resource.county };"#,
        ),
    ] {
        let policies = Policies::read(SCHEMA, &[("left", policy)]).unwrap();
        let problem = policies.visible(&ana, action, kind).unwrap_err();
        assert_eq!(problem.code, "internal");
        assert!(problem.inside.unwrap().contains("leaves"));
        // What cannot be listed is not offered either.
        assert!(!policies.permits_kind(&ana, action));
    }
}
