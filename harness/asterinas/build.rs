//! Finds the sources of the `ostd` package that cargo has locked, and writes `upstream.rs`: the
//! modules that include its files as they are, and the hashes of these files.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use sha2::{Digest, Sha256};

/// The files of `src/sync` that are compiled into the harness.
const MODULES: [&str; 5] = ["guard", "mutex", "rwmutex", "spin", "wait"];

fn main() {
    let package = locked_package("ostd");
    let manifest = PathBuf::from(text(&package["manifest_path"]));
    let root = manifest.parent().expect("a manifest lies in a folder");

    let out_dir = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out_dir.join("upstream.rs"), upstream(&package, root)).expect("OUT_DIR is writable");

    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.lock");
}

/// The entry of `cargo metadata` for the dependency `name`, downloaded if it was not yet here.
fn locked_package(name: &str) -> Value {
    let output = Command::new(env::var_os("CARGO").expect("cargo sets CARGO"))
        .args(["metadata", "--format-version=1", "--locked"])
        .output()
        .expect("cargo runs");
    if !output.status.success() {
        panic!("no sources of {name}; cargo said:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array_mut().expect("cargo lists the packages");
    let at = packages.iter().position(|package| package["name"] == name);
    packages.swap_remove(at.expect("Cargo.toml names the dependency"))
}

/// The text of `upstream.rs`.
fn upstream(package: &Value, root: &Path) -> String {
    let mut modules = String::new();
    let mut hashes = String::new();
    for module in MODULES {
        let name = format!("src/sync/{module}.rs");
        let path = root.join(&name);
        let source = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        writeln!(modules, "#[path = {path:?}]\nmod {module};").unwrap();
        writeln!(hashes, "    ({name:?}, \"{}\"),", hex(&Sha256::digest(source))).unwrap();
        println!("cargo::rerun-if-changed={}", path.display());
    }
    let version = format!("{} {}", text(&package["name"]), text(&package["version"]));
    format!(
        "{modules}\npub const PACKAGE: &str = {version:?};\n\
         pub const FILES: &[(&str, &str)] = &[\n{hashes}];\n"
    )
}

fn text(value: &Value) -> &str {
    value.as_str().expect("cargo gives a string here")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
