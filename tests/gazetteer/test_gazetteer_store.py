"""Stores: written and read back, the same bytes each time, and no damage believed."""

import random

import pytest

from geo.errors import GazetteerError
from geo.gazetteer import Gazetteer, MappedStore
from geo.gazetteer.outlines import Outlines
from geo.gazetteer.records import Record
from geo.gazetteer.writer import write_store

RECORDS = [
    Record("geonames:1", "Iraq", 33.0, 44.0, "PCLI", "IQ", 40_000_000, other_ids=["iso:IQ"], abbreviations=["IQ."]),
    Record("geonames:2", "Anbar", 32.5, 41.5, "ADM1", "IQ", parent="iso:IQ", other_ids=["admin:IQ.01"]),
    Record("geonames:3", "Al Fallūjah", 33.35, 43.78, "PPLA2", "IQ", 190_159, "admin:IQ.01", "الفلوجة",
           names=["Fallujah", "Falluja", "الفلوجة"]),
    Record("geonames:4", "Fallujah Farm", 40.0, -90.0, "PPL", "US", 12, names=["Fallujah"]),
]  # fmt: skip
HEADER = {"name": "sample", "version": "1", "sources": [{"name": "sample", "licence": "CC0", "date": "2026"}]}


@pytest.fixture
def folder(tmp_path):
    write_store(RECORDS, tmp_path / "store", HEADER)
    return tmp_path / "store"


def test_what_was_written_is_read(folder):
    gazetteer = Gazetteer(MappedStore(folder))
    row = gazetteer.row_of("geonames:3")
    place = gazetteer.place(row)
    assert (place.name, place.lat, place.lon, place.population) == ("Al Fallūjah", 33.35, 43.78, 190_159)
    assert (place.admin1, place.country, place.local_name) == ("Anbar", "IQ", "الفلوجة")
    assert [gazetteer.id(hit.row) for hit in gazetteer.lookup("Fallujah")] == ["geonames:3", "geonames:4"]
    assert gazetteer.names(row) == ("Al Fallujah", "Al Fallūjah", "Falluja", "Fallujah", "الفلوجة")
    assert gazetteer.ancestors(row) == (row, gazetteer.row_of("admin:IQ.01"), gazetteer.row_of("iso:IQ"))


def test_abbreviations_match_only_as_they_stand(folder):
    gazetteer = Gazetteer(MappedStore(folder))
    assert gazetteer.lookup("IQ.")[0].match == "exact"
    assert gazetteer.lookup("iq") == ()


def test_the_same_records_give_the_same_bytes(folder, tmp_path):
    write_store(list(reversed(RECORDS)), tmp_path / "again", HEADER)
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


def test_every_flipped_bit_is_noticed(folder):
    generator = random.Random(3)
    files = sorted(folder.iterdir())
    for _ in range(60):
        path = generator.choice(files)
        data = bytearray(path.read_bytes())
        place = generator.randrange(len(data))
        data[place] ^= 1 << generator.randrange(8)
        original = path.read_bytes()
        path.write_bytes(data)
        with pytest.raises(GazetteerError):
            MappedStore(folder)._skeletons  # noqa: B018 - checked at first use
        path.write_bytes(original)
    MappedStore(folder)


def test_a_missing_store_is_one_clear_sentence(tmp_path):
    with pytest.raises(GazetteerError, match="there is no gazetteer in"):
        MappedStore(tmp_path)


def test_a_missing_file_is_named(folder):
    (folder / "names.trie").unlink()
    with pytest.raises(GazetteerError, match=r"names\.trie"):
        MappedStore(folder)


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "outlines.bin").write_bytes(b"something else altogether")
    with pytest.raises(GazetteerError, match="not a gazetteer of this version"):
        Outlines(tmp_path / "outlines.bin")


def test_added_stores_answer_with_the_embedded_ones(folder, tmp_path):
    more = [
        Record("geonames:3", "Falludscha", 33.35, 43.78, "PPLA2", "IQ", names=["Faludja"]),
        Record("mine:1", "Garma", 33.4, 43.9, "PPL", "IQ", parent="admin:IQ.01.77"),
    ]
    write_store(more, tmp_path / "more", HEADER)
    gazetteer = Gazetteer(MappedStore(folder), [MappedStore(tmp_path / "more")])
    assert gazetteer.id(gazetteer.lookup("Faludja")[0].row) == "geonames:3"
    assert gazetteer.lookup("Faludja")[0].row == gazetteer.row_of("geonames:3")
    garma = gazetteer.lookup("Garma")[0].row
    assert gazetteer.place(garma).name == "Garma"
    assert gazetteer.country(garma) == "IQ"
    assert gazetteer.version == "1+1"
