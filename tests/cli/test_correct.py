"""`kg correct`: what it shows, writes, refuses and takes back."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.api import build
from kg.cli.correcting import correct
from kg.model import Claim, Rejection, with_id
from kg.model.claim_format import claim_from_record, dump_claim
from kg.model.correction_format import dump_corrections, read_corrections
from kg.model.document_format import document_record
from kg.stores import OxigraphStore
from kg.triples import Minter, iri
from kg.triples.corrections import correction_triples
from kg.views.corrections import apply_corrections
from kg.vocab import DEFAULT_BASE, default_ontology
from tests.views import samples

DEPLOYED, ENDED, SAID, CHIEF, DENIED, SOLD, _ = samples.CLAIMS
WHY = ("--why", "so says the mayor", "--by", "Ida Voss")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    lines = [json.dumps(document_record(document)) for document in samples.DOCUMENTS]
    lines += map(dump_claim, samples.CLAIMS)
    (folder / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build(folder / "all.jsonl", folder / "out")
    return folder / "out"


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "out")
    return tmp_path / "out"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(correct, [str(argument) for argument in arguments])


def written(out: Path) -> list[dict[str, object]]:
    lines = (out / "corrections.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_claim_is_rejected_by_the_beginning_of_its_id(out: Path) -> None:
    result = run(out, SOLD.id[:8], "--reject", *WHY)
    assert result.exit_code == 0, result.output
    (record,) = written(out)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(record.pop("at")))
    assert record == {
        "claim": SOLD.id,
        "action": "reject",
        "by": "Ida Voss",
        "why": "so says the mayor",
        "document": samples.FIRST.id,
        "type": "makes",
        "subject": "Corvid Systems",
        "object": "NightEye",
        "words": "Corvid Systems, of Elverton, sells NightEye",
    }


def test_the_claim_is_shown_with_its_sentence_before_and_after(out: Path) -> None:
    result = run(out, DENIED.id, "--set", "modality=planned", *WHY)
    assert result.exit_code == 0, result.output
    before, sentence, after, again = result.stdout.splitlines()
    assert before == "before: Elverton Fire Service deploys NightEye (denied; rules/0.1)"
    assert after == "after: Elverton Fire Service deploys NightEye (planned; rules/0.1)"
    assert sentence == again == ("    >>The fire service of Elverton has not bought NightEye<<.")
    assert "the next kg build applies it" in result.stderr


def test_several_fields_are_amended_at_once(out: Path) -> None:
    given = ("--set", "object.name=TernSight", "--set", "qualifiers.price=null")
    assert run(out, DEPLOYED.id, *given, *WHY).exit_code == 0
    (record,) = written(out)
    assert record["changes"] == {"object": {"name": "TernSight"}, "qualifiers": {"price": None}}


def test_words_are_looked_up_in_the_document(out: Path) -> None:
    given = ("--set", "qualifiers.role.text=of  Elverton", "--set", "qualifiers.role.value=vendor")
    result = run(out, SOLD.id, *given, *WHY)
    assert result.exit_code == 0, result.output
    start = samples.FIRST_TEXT.index("of Elverton, sells")
    assert written(out)[0]["changes"] == {
        "qualifiers": {
            "role": {"text": "of Elverton", "start": start, "end": start + 11, "value": "vendor"}
        }
    }


def test_evidence_may_be_given_as_words(out: Path) -> None:
    assert (
        run(out, SOLD.id, "--set", "evidence=Corvid Systems … sells NightEye", *WHY).exit_code == 0
    )
    changes = read_corrections(out / "corrections.jsonl")[0].changes
    assert [span["text"] for span in changes["evidence"]] == ["Corvid Systems", "sells NightEye"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("claim", "setting", "told"),
    [
        (SOLD, "objct.name=TernSight", "did you mean 'object'?"),
        (SOLD, "object.nam=TernSight", "did you mean 'name'?"),
        (SOLD, "modality=maybe", "it may be: asserted, denied"),
        (SOLD, "modality", "write FIELD=VALUE"),
        (SOLD, "evidence=It sinks every boat", "does not hold 'It sinks every boat'"),
        (SOLD, "evidence=null", "'evidence' cannot be removed"),
        (SOLD, "document=urn:x", "'document' cannot be changed"),
        (SOLD, "qualifiers.since.value=2021", "say which words give it"),
        (SOLD, "qualifiers.prise=null", "no 'qualifiers.prise' to take away"),
        (SOLD, "type=sells", "declares no claim type 'sells'"),
        (SOLD, "subject.type=Robot", "declares no class of entities 'Robot'"),
        (SOLD, "confidence=2", "a number from 0 to 1"),
        (SOLD, "confidence=high", "give a number"),
        (DEPLOYED, "qualifiers.price.min=many", "give a number"),
        (SAID, "content=null", "says what was said"),
        (
            DEPLOYED,
            "object.type=Place",
            "the amended claim: What an organisation deploys must be a product",
        ),
    ],
)
def test_what_makes_no_claim_is_refused_and_nothing_is_written(
    out: Path, claim: Claim, setting: str, told: str
) -> None:
    result = run(out, claim.id, "--set", setting, *WHY)
    assert result.exit_code == 2
    assert told in result.output
    assert result.stderr.startswith("Error: ")
    assert not (out / "corrections.jsonl").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        (SOLD.id, "--reject"),
        (SOLD.id, "--reject", "--why", " "),
        (SOLD.id, *WHY),
        (SOLD.id, "--reject", "--undo"),
        ("a", "b", "c", "--reject", *WHY),
        ("--reject", *WHY),
    ],
)
def test_a_half_command_is_a_usage_error(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.exit_code, "Usage:" in result.output) == (2, True)


def test_a_misspelt_id_is_answered_with_the_nearest(out: Path) -> None:
    slip = SOLD.id[:5] + "x" + SOLD.id[6:]
    result = run(out, slip, "--reject", *WHY)
    assert (result.exit_code, f"did you mean {SOLD.id}?" in result.output) == (2, True)


def test_an_ambiguous_beginning_is_answered_with_what_begins_so(out: Path) -> None:
    result = run(out, "c", "--reject", *WHY)
    assert (result.exit_code, "several claims begin with 'c'" in result.output) == (2, True)


def test_the_iri_of_a_claim_names_it(out: Path) -> None:
    assert run(out, f"{DEFAULT_BASE}claim/{SOLD.id}", "--reject", *WHY).exit_code == 0
    assert written(out)[0]["claim"] == SOLD.id


def test_undo_gives_the_bytes_before(out: Path) -> None:
    run(out, SOLD.id, "--reject", *WHY)
    before = (out / "corrections.jsonl").read_bytes()
    run(out, DENIED.id, "--reject", *WHY)
    assert run(out, DENIED.id[:9], "--undo").exit_code == 0
    assert (out / "corrections.jsonl").read_bytes() == before


def test_undo_of_what_is_not_corrected_names_the_nearest(out: Path) -> None:
    run(out, SOLD.id, "--reject", *WHY)
    result = run(out, SOLD.id[:-1] + "x", "--undo")
    assert (result.exit_code, SOLD.id in result.output) == (2, True)
    assert len(written(out)) == 1


def test_a_claim_is_not_corrected_twice(out: Path) -> None:
    run(out, SOLD.id, "--reject", *WHY)
    result = run(out, SOLD.id, "--set", "modality=denied", *WHY)
    told = "is corrected already, by Ida Voss: so says the mayor"
    assert (result.exit_code, told in result.output) == (2, True)


def built_again(out: Path) -> str:
    """Bring a folder to its corrections, and return the id of the claim that was amended."""
    corrections = read_corrections(out / "corrections.jsonl")
    claims = [claim for claim in samples.CLAIMS if claim.document == samples.FIRST.id]
    (change,) = apply_corrections(claims, corrections).changes
    assert change.after
    minter = Minter(default_ontology())
    with OxigraphStore(out / "store" / "graph") as store:
        held = list(store.triples(iri(samples.FIRST.id)))
        told = correction_triples(change.correction, change.before, change.after, minter)
        store.replace_document(iri(samples.FIRST.id), [*held, *told])
    with (out / "claims.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(f"{dump_claim(change.after)}\n")
    return change.after.id


def test_what_a_correction_made_is_known_by_its_new_id(out: Path) -> None:
    run(out, SOLD.id, "--set", "object.name=TernSight", *WHY)
    new = built_again(out)
    assert new != SOLD.id
    again = run(out, new, "--reject", *WHY)
    undo = f"kg correct {shlex.quote(str(out))} --undo {SOLD.id}"
    assert (again.exit_code, undo in again.output) == (2, True)
    assert run(out, new, "--undo").exit_code == 0
    assert written(out) == []


def test_list_shows_every_correction_with_its_sentence(out: Path) -> None:
    run(out, SOLD.id, "--set", "object.name=TernSight", *WHY)
    run(out, DENIED.id, "--reject", *WHY)
    result = run(out, "--list")
    text = re.sub(r", \d{4}-\S+Z", "", result.stdout)
    one, two = sorted((SOLD, DENIED), key=lambda claim: claim.id)
    parts = {
        SOLD: f"{SOLD.id} amended by Ida Voss: so says the mayor\n"
        "    Corvid Systems makes NightEye\n"
        '    object.name: "TernSight"\n'
        "    >>Corvid Systems, of Elverton, sells NightEye<<.\n"
        f"    {samples.FIRST.id}\n",
        DENIED: f"{DENIED.id} rejected by Ida Voss: so says the mayor\n"
        "    Elverton Fire Service deploys NightEye\n"
        "    >>The fire service of Elverton has not bought NightEye<<.\n"
        f"    {samples.FIRST.id}\n",
    }
    assert (result.exit_code, text) == (0, parts[one] + parts[two])


def test_list_needs_no_graph(out: Path, tmp_path: Path) -> None:
    run(out, SOLD.id, "--reject", *WHY)
    result = run(tmp_path / "none", "--list", "--corrections", out / "corrections.jsonl")
    assert (result.exit_code, SOLD.id in result.output) == (0, True)
    undone = run(tmp_path / "none", SOLD.id, "--undo", "--corrections", out / "corrections.jsonl")
    assert (undone.exit_code, written(out)) == (0, [])


def test_corrections_may_stand_elsewhere(out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "ours.jsonl"
    assert run(out, SOLD.id, "--reject", "--corrections", elsewhere, *WHY).exit_code == 0
    assert [known.claim for known in read_corrections(elsewhere)] == [SOLD.id]
    assert not (out / "corrections.jsonl").exists()


def test_a_claim_that_was_set_aside_can_be_amended(out: Path) -> None:
    broken = with_id(
        claim_from_record(json.loads(dump_claim(SOLD)) | {"id": None, "type": "sells"}, where="")
    )
    aside = Rejection("claim", "x", "no such type", claim=broken.id, item=dump_claim(broken))
    record = {
        "kind": aside.kind,
        "where": "x",
        "reason": "x",
        "claim": aside.claim,
        "item": aside.item,
    }
    unread = {"kind": "claim", "where": "y:1", "reason": "not a claim", "item": '{"type": "sells"}'}
    lines = f"{json.dumps(unread)}\n{json.dumps(record)}\n"
    (out / "rejected.jsonl").write_text(lines, encoding="utf-8")
    result = run(out, broken.id, "--set", "type=makes", *WHY)
    assert (result.exit_code, written(out)[0]["changes"]) == (0, {"type": "makes"}), result.output


def test_a_broken_file_is_named_and_left_alone(out: Path) -> None:
    path = out / "corrections.jsonl"
    path.write_text('{"claim": "c1"}\n', encoding="utf-8")
    result = run(out, SOLD.id, "--reject", *WHY)
    assert (result.exit_code, f"{path}:1: 'action' is missing" in result.output) == (2, True)
    assert path.read_text(encoding="utf-8") == '{"claim": "c1"}\n'


def test_the_user_of_the_computer_is_who_corrects(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "voss")
    run(out, SOLD.id, "--reject", "--why", "it is a joke")
    (known,) = read_corrections(out / "corrections.jsonl")
    assert known.by == "voss"
    assert dump_corrections([known]) == (out / "corrections.jsonl").read_text(encoding="utf-8")
