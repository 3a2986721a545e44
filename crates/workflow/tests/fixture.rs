//! A small installation with everything in it that a later program must still read, for `cargo xtask fixture`.

use std::path::PathBuf;

use agencies::Role;
use base::Realm;
use store::Database;
use workflow::backup::content::BackupHead;
use workflow::backup::{Identities, Recipients};
use workflow::erasure_list;
use workflow::root::{ROOT_FILE, write_secret};

use crate::custody::name_manager;
use crate::erasure::{close_case, erase};
use crate::house::House;
use crate::referrals::sent;

/// Two children, one of them erased; a referral; three epochs; a rotation; a checkpoint; a backup of it all.
#[test]
#[ignore = "writes a fixture, where PUNTE_FIXTURE says"]
fn make_a_small_installation() {
    let out = PathBuf::from(std::env::var_os("PUNTE_FIXTURE").unwrap());
    let mut house = House::new();
    let kept = house.open_file("dgaspc-dj", "Ioana", "Ștefănescu");
    let gone = house.open_file("dgaspc-dj", "Ana", "Dumitru");
    for (role, remark) in
        [(Role::CaseManager, "first"), (Role::Supervisor, "second"), (Role::CaseManager, "third")]
    {
        name_manager(&house, kept, house.person_id("dgaspc-dj", role), remark);
    }
    sent(&house, &house.person("dgaspc-dj", Role::CaseManager), kept);
    close_case(&house, gone);
    erase(&house, gone);
    house.app().rotate_keys().unwrap();
    for realm in Realm::ALL {
        house.app().checkpoint_now(realm).unwrap();
    }
    let (identity, recipient) = Identities::generate();
    let mut backup = Vec::new();
    let head = BackupHead { made_at: house.clock.now().rfc3339(), program: "fixture".into(), demo: None };
    let recipients = Recipients::parse([recipient.as_str()]).unwrap();
    house.app().back_up(&head, &recipients, &mut backup, &mut |_, _| {}).unwrap();
    house.close();
    std::fs::create_dir_all(out.join("data")).unwrap();
    for database in Database::ALL {
        let name = format!("{}.db", database.name());
        std::fs::copy(house.file(database), out.join("data").join(name)).unwrap();
    }
    for name in [ROOT_FILE, erasure_list::FILE] {
        std::fs::copy(house.root_file().with_file_name(name), out.join("data").join(name)).unwrap();
    }
    write_secret(&out.join("identity.txt"), &identity).unwrap();
    std::fs::write(out.join("backup.age"), backup).unwrap();
}
