"""Settings: development makes its own secrets, production refuses whatever is not safe."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from hfi.config import DEVELOPMENT, UnsafeSettingsError, from_environment

pytestmark = pytest.mark.pure

SAFE = {
    "HFI_ENV": "production",
    "HFI_SECRET_KEY": "s" * 32,
    "HFI_MASTER_KEY": "m" * 32,
    "HFI_HOSTS": "familieplan.example plan.example",
}


@pytest.fixture
def instance(tmp_path) -> Path:
    """A folder that does not exist yet."""
    return tmp_path / "deep" / "instance"


def settings(instance, **environ):
    """The settings of this environment."""
    return from_environment({"HFI_INSTANCE": str(instance), **environ})


def test_development_makes_its_folder_and_its_secrets_for_the_owner_only(instance):
    made = settings(instance)
    for name, secret in (("secret-key", made.secret_key), ("master-key", made.master_key)):
        assert stat.S_IMODE((instance / name).stat().st_mode) == 0o600
        assert secret == (instance / name).read_text() and secret.startswith(DEVELOPMENT) and len(secret) > 70
    assert made.secret_key != made.master_key
    assert made.database_url == f"sqlite:///{instance / 'hfi.sqlite'}" and made.owner_database_url == ""


def test_old_master_keys_are_read_one_by_one_and_there_need_be_none(instance):
    assert settings(instance).old_master_keys == ()
    assert settings(instance, HFI_OLD_MASTER_KEYS="first second").old_master_keys == ("first", "second")


def test_the_secrets_stay_and_differ_between_two_installations(instance, tmp_path):
    first = settings(instance)
    assert settings(instance).secret_key == first.secret_key
    assert settings(tmp_path / "another").secret_key != first.secret_key


def test_what_the_environment_says_counts_and_nothing_is_written(instance):
    made = settings(instance, HFI_SECRET_KEY="a" * 32, HFI_MASTER_KEY="b" * 32, DATABASE_URL="sqlite://")
    assert (made.secret_key, made.master_key, made.database_url) == ("a" * 32, "b" * 32, "sqlite://")
    assert not instance.exists()


def test_empty_settings_are_as_good_as_none(instance):
    made = settings(instance, HFI_MUNICIPALITY="", DATABASE_URL="", HFI_SECRET_KEY="")
    assert made.municipality == "koebenhavn" and made.database_url.startswith("sqlite:///")
    assert made.secret_key.startswith(DEVELOPMENT)


def test_production_starts_when_everything_is_safe(instance):
    made = settings(instance, **SAFE).flask()
    assert made["SESSION_COOKIE_NAME"] == "__Host-hfi" and made["SESSION_COOKIE_SECURE"]
    assert made["SESSION_COOKIE_HTTPONLY"] and made["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert made["SESSION_IDLE"] == timedelta(minutes=15) and made["SESSION_ABSOLUTE"] == timedelta(hours=8)
    assert made["TRUSTED_HOSTS"] == ["familieplan.example", "plan.example"]


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"HFI_SECRET_KEY": ""}, "HFI_SECRET_KEY"),
        ({"HFI_SECRET_KEY": "short"}, "HFI_SECRET_KEY"),
        ({"HFI_SECRET_KEY": DEVELOPMENT + "x" * 64}, "HFI_SECRET_KEY"),
        ({"HFI_MASTER_KEY": ""}, "HFI_MASTER_KEY"),
        ({"HFI_MASTER_KEY": DEVELOPMENT + "x" * 64}, "HFI_MASTER_KEY"),
        ({"HFI_HTTPS": "0"}, "https"),
        ({"HFI_HTTPS": "no"}, "https"),
        ({"HFI_HOSTS": " "}, "HFI_HOSTS"),
        ({"DATABASE_URL": "postgresql://site:geheim@db.example/hfi"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://site:geheim@db.example/hfi?sslmode=require"}, "DATABASE_URL"),
        ({"HFI_OWNER_DATABASE_URL": "postgresql://owner:geheim@db.example/hfi"}, "HFI_OWNER_DATABASE_URL"),
    ],
)
def test_production_refuses_with_one_sentence_that_names_the_setting(instance, change, names):
    with pytest.raises(UnsafeSettingsError, match=names) as refusal:
        settings(instance, **SAFE | change)
    sentence = str(refusal.value)
    assert "\n" not in sentence and not any(value in sentence for value in change.values() if len(value) > 3)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////var/lib/hfi/hfi.sqlite",
        "postgresql:///hfi",
        "postgresql://site:geheim@localhost/hfi",
        "postgresql://site:geheim@db.example/hfi?sslmode=verify-full",
    ],
)
def test_production_takes_a_database_at_home_or_behind_a_checked_certificate(instance, url):
    assert settings(instance, **SAFE, DATABASE_URL=url).database_url == url


def test_production_takes_no_secret_from_the_folder_and_makes_none(instance):
    settings(instance)
    with pytest.raises(UnsafeSettingsError):
        settings(instance, **SAFE | {"HFI_SECRET_KEY": ""})
    with pytest.raises(UnsafeSettingsError):
        settings(instance / "new", **SAFE | {"HFI_MASTER_KEY": ""})
    assert not (instance / "new").exists()


def test_development_does_without_https(instance):
    made = settings(instance).flask()
    assert made["SESSION_IDLE"] == timedelta(minutes=15)
    assert made["SESSION_COOKIE_NAME"] == "hfi" and not made["SESSION_COOKIE_SECURE"] and made["TRUSTED_HOSTS"] is None


@pytest.mark.parametrize("url", ["sqlite://", "postgresql+psycopg://host/name"])
def test_no_value_ever_stands_in_a_databases_message(instance, url):
    assert settings(instance, DATABASE_URL=url).flask()["SQLALCHEMY_ENGINE_OPTIONS"]["hide_parameters"]
