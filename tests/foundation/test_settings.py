"""Settings are read once, complete or not at all, and every refusal says what to do."""

from __future__ import annotations

import base64
import dataclasses
import json
import stat
from pathlib import Path

import pytest

from portal.foundation.settings import Settings, SettingsError, load, readme_table
from portal.foundation.settings.variables import VARIABLES

KEY = base64.b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.b64encode(bytes(range(32, 64))).decode()

PRODUCTION = {
    "PORTAL_ENVIRONMENT": "production",
    "PORTAL_BASE_URL": "https://portale.esempio.it",
    "PORTAL_SECRET_KEY": "kR7pX2mQ9vB4nL6wT1zC8yH3jF5dG0sA",
    "PORTAL_FIELD_KEYS": f"1:{KEY}",
    "PORTAL_BLIND_INDEX_KEY": OTHER_KEY,
    "PORTAL_SMTP_URL": "smtp://posta.esempio.it:587",
    "PORTAL_MAIL_FROM": "Incontro <no-reply@esempio.it>",
}


def refusals(environ: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        load(environ)
    return refused.value.sentences


@pytest.fixture
def folder(tmp_path: Path) -> dict[str, str]:
    return {"PORTAL_DATA_DIR": str(tmp_path / "var")}


def test_nothing_set_gives_the_embedded_development_shape(
    folder: dict[str, str],
) -> None:
    settings = load(folder)
    assert settings.is_embedded
    assert not settings.in_production
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.k_threshold == 5
    assert not settings.secure_cookies
    assert not settings.sample_data


def test_every_field_has_exactly_one_variable() -> None:
    assert sorted(one.field for one in VARIABLES) == sorted(
        field.name for field in dataclasses.fields(Settings)
    )
    assert len({one.name for one in VARIABLES}) == len(VARIABLES)


def test_development_secrets_are_made_once_and_only_their_owner_reads_them(
    folder: dict[str, str],
) -> None:
    first, second = load(folder), load(folder)
    assert (first.secret_key, first.field_keys, first.blind_index_key) == (
        second.secret_key, second.field_keys, second.blind_index_key,
    )  # fmt: skip
    path = first.data_dir / "secrets.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(entry.name for entry in first.data_dir.iterdir()) == ["secrets.json"]


def test_two_folders_do_not_share_secrets(tmp_path: Path) -> None:
    one, other = (load({"PORTAL_DATA_DIR": str(tmp_path / name)}) for name in ("a", "b"))
    assert one.secret_key != other.secret_key
    assert one.field_keys != other.field_keys


def test_damaged_development_secrets_are_never_replaced(folder: dict[str, str]) -> None:
    path = load(folder).data_dir / "secrets.json"
    path.write_text("{", encoding="utf-8")
    assert "secrets.json" in refusals(folder)[0]
    assert path.read_text(encoding="utf-8") == "{"


def test_a_given_secret_wins_over_the_generated_one(folder: dict[str, str]) -> None:
    settings = load(folder | {"PORTAL_FIELD_KEYS": f"7:{OTHER_KEY},1:{KEY}"})
    assert [key.id for key in settings.field_keys] == [7, 1]
    assert settings.field_keys[0].key == bytes(range(32, 64))


def test_an_unknown_variable_is_refused_and_the_near_one_suggested(
    folder: dict[str, str],
) -> None:
    assert refusals(folder | {"PORTAL_PROT": "80"}) == [
        "PORTAL_PROT non è un'impostazione del portale: forse volevi PORTAL_PORT."
    ]


def test_variables_of_the_tests_and_of_others_are_ignored(
    folder: dict[str, str],
) -> None:
    load(folder | {"PORTAL_TEST_BROWSER": "no", "HOME": "/", "DATABASE_URL": "x"})


def test_an_empty_variable_counts_as_absent(folder: dict[str, str]) -> None:
    assert load(folder | {"PORTAL_DATABASE_URL": "", "PORTAL_PORT": " "}).port == 8000


def test_all_problems_are_told_at_once(folder: dict[str, str]) -> None:
    told = refusals(
        folder
        | {
            "PORTAL_PORT": "ottomila",
            "PORTAL_K": "4",
            "PORTAL_SAMPLE_DATA": "forse",
            "PORTAL_X": "1",
        }
    )
    assert [sentence.split()[0] for sentence in told] == [
        "PORTAL_X",
        "PORTAL_PORT",
        "PORTAL_SAMPLE_DATA",
        "PORTAL_K",
    ]
    assert all(sentence.endswith(".") for sentence in told)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_PORT", "0"),
        ("PORTAL_PORT", "70000"),
        ("PORTAL_K", "٥"),
        ("PORTAL_BASE_URL", "portale.esempio.it"),
        ("PORTAL_BASE_URL", "ftp://portale.esempio.it"),
        ("PORTAL_BASE_URL", "http://portale.esempio.it:porta"),
        ("PORTAL_ENVIRONMENT", "staging"),
        ("PORTAL_SECRET_KEY", "changeme"),
        ("PORTAL_SECRET_KEY", "changemechangemechangemechangemechangeme"),
        ("PORTAL_FIELD_KEYS", KEY),
        ("PORTAL_FIELD_KEYS", f"0:{KEY}"),
        ("PORTAL_FIELD_KEYS", f"256:{KEY}"),
        ("PORTAL_FIELD_KEYS", f"1:{KEY},1:{OTHER_KEY}"),
        ("PORTAL_FIELD_KEYS", "1:YWJj"),
        ("PORTAL_BLIND_INDEX_KEY", base64.b64encode(bytes(32)).decode()),
        ("PORTAL_MAIL_FROM", "incontro"),
        ("PORTAL_LOG_LEVEL", "loud"),
    ],
)
def test_an_unreadable_value_is_refused_by_name(folder: dict[str, str], name: str, value: str) -> None:
    told = refusals(folder | {name: value})
    assert len(told) == 1
    assert told[0].startswith(f"{name} ")


def test_a_refused_address_is_not_repeated_because_it_may_hold_a_password(
    folder: dict[str, str],
) -> None:
    told = refusals(
        folder
        | {
            "PORTAL_DATABASE_URL": "mysql://portal:segreta@db/portal",
            "PORTAL_REDIS_URL": "http://:segreta@r",
        }
    )
    assert len(told) == 2
    assert "segreta" not in " ".join(told)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"PORTAL_DATABASE_URL": "postgresql://db/portal"}, "PORTAL_REDIS_URL no"),
        ({"PORTAL_REDIS_URL": "redis://r"}, "PORTAL_DATABASE_URL no"),
        ({"PORTAL_MEILISEARCH_KEY": "k"}, "senza PORTAL_MEILISEARCH_URL"),
        ({"PORTAL_MEILISEARCH_URL": "http://m:7700"}, "senza PORTAL_MEILISEARCH_KEY"),
        (
            {
                "PORTAL_SEARCH": "postgresql",
                "PORTAL_MEILISEARCH_URL": "http://m",
                "PORTAL_MEILISEARCH_KEY": "k",
            },
            "PORTAL_SEARCH è «postgresql»",
        ),
        (
            {
                "PORTAL_SEARCH": "meilisearch",
                "PORTAL_DATABASE_URL": "postgresql://db/portal",
                "PORTAL_REDIS_URL": "redis://r",
            },
            "manca PORTAL_MEILISEARCH_URL",
        ),
    ],
)
def test_contradictory_settings_are_refused(
    folder: dict[str, str], given: dict[str, str], words: str
) -> None:
    told = refusals(folder | given)
    assert len(told) == 1
    assert words in told[0]


def test_production_starts_when_everything_it_needs_is_given(
    folder: dict[str, str],
) -> None:
    settings = load(folder | PRODUCTION)
    assert settings.in_production
    assert settings.secure_cookies
    assert settings.allowed_hosts[0] == "portale.esempio.it"
    assert not (settings.data_dir / "secrets.json").exists()


@pytest.mark.parametrize("missing", sorted(set(PRODUCTION) - {"PORTAL_ENVIRONMENT"}))
def test_production_refuses_to_start_without(folder: dict[str, str], missing: str) -> None:
    told = refusals(folder | {name: value for name, value in PRODUCTION.items() if name != missing})
    assert len(told) == 1
    assert missing in told[0]


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ({"PORTAL_SAMPLE_DATA": "yes"}, "dati di esempio"),
        ({"PORTAL_BASE_URL": "http://portale.esempio.it"}, "https://"),
    ],
)
def test_production_refuses(folder: dict[str, str], extra: dict[str, str], words: str) -> None:
    told = refusals(folder | PRODUCTION | extra)
    assert len(told) == 1
    assert words in told[0]


def test_production_refuses_the_secrets_generated_for_development(
    folder: dict[str, str],
) -> None:
    generated = json.loads((load(folder).data_dir / "secrets.json").read_text(encoding="utf-8"))
    told = refusals(folder | PRODUCTION | generated)
    assert len(told) == 3
    assert all("quella di sviluppo" in sentence for sentence in told)


def test_no_secret_or_password_shows_in_a_log_line(folder: dict[str, str]) -> None:
    shown = repr(load(folder | PRODUCTION | {"PORTAL_SMTP_URL": "smtp://u:segreta@posta.esempio.it"}))
    assert "segreta" not in shown
    assert PRODUCTION["PORTAL_SECRET_KEY"] not in shown
    assert "key=b" not in shown


def test_the_table_for_the_readme_has_a_row_for_every_variable() -> None:
    rows = readme_table().splitlines()
    assert rows[0].startswith("| variable")
    assert len(rows) == len(VARIABLES) + 2


def test_the_readme_shows_the_same_table() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- settings -->")[2].partition("<!-- /settings -->")[0].strip()
    assert shown == readme_table(), "run: python -m portal check --settings"
