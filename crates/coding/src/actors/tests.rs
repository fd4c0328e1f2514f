//! The gazetteer as a user sees it: sentences and who is named in them.

use super::*;
use std::sync::LazyLock;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

/// Who is named on that day, one `phrase = ACTOR ROLE` after the other; bare
/// adjectives are left out.
fn found(text: &str, on: &str) -> String {
    let sentence = Sentence::new(text);
    let on = on.parse().expect("a date");
    let mut told = Vec::new();
    for found in GAZETTEER.find(&sentence, on) {
        if found.kind == FoundKind::Adjective {
            continue;
        }
        let tokens = &sentence.tokens[found.tokens.clone()];
        let phrase = &text[tokens[0].byte_start..tokens[tokens.len() - 1].byte_end];
        let role = found.role.map_or("", Role::as_str);
        let actor = match found.kind {
            FoundKind::Agent => "?",
            FoundKind::Place => &format!("in {}", found.actor),
            _ => &found.actor,
        };
        told.push(format!("{phrase} = {actor} {role}").trim_end().to_owned());
    }
    told.join("; ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(found(text, "2024-06-19"), expected);
}

#[track_caller]
fn check_on(day: &str, text: &str, expected: &str) {
    assert_eq!(found(text, day), expected);
}

#[test]
fn an_adjective_with_an_actor_noun_is_one_phrase() {
    check("The Russian foreign ministry protested.", "The Russian foreign ministry = RUS GOV");
    check("Two senior North Korean officials fled.", "Two senior North Korean officials = PRK GOV");
    check("Israel's army fired on US Navy ships.", "Israel's army = ISR MIL; US Navy = USA MIL");
    check("Russian oil prices fell.", "");
    check("Rockets hit a U.S. base.", "");
    check("Poland's army chief resigned.", "Poland's army chief = POL MIL");
}

#[test]
fn what_is_of_a_state_is_one_phrase() {
    check("The government of Sudan resigned.", "The government of Sudan = SDN GOV");
    check("The president of Russia left.", "The president of Russia = RUS GOV");
    check(
        "A spokesman for the Russian foreign ministry spoke.",
        "A spokesman for the Russian foreign ministry = RUS GOV",
    );
}

#[test]
fn an_ambassador_is_of_the_state_that_sends() {
    check("He is the US ambassador to Russia.", "the US ambassador to Russia = USA GOV");
}

#[test]
fn backers_do_not_act() {
    check("Russian-backed separatists shot.", "Russian-backed separatists = ? SEP");
    check("Pro-Russian protesters marched.", "Pro-Russian protesters = ? CVL");
}

#[test]
fn a_person_stands_for_the_state_while_in_office() {
    check("Russian President Vladimir Putin left.", "Russian President Vladimir Putin = RUS GOV");
    check_on("1990-05-01", "Mikhail Gorbachev left.", "Mikhail Gorbachev = SUN GOV");
    check("Former US President Jimmy Carter left.", "Former US President Jimmy Carter = USA CVL");
    let day = "2009-06-28";
    check_on(day, "The ousted Honduran president left.", "The ousted Honduran president = HND CVL");
    check_on(
        day,
        "Ousted Honduran President Manuel Zelaya left.",
        "Ousted Honduran President Manuel Zelaya = HND CVL",
    );
    check_on(
        day,
        "Soldiers ousted President Manuel Zelaya.",
        "Soldiers = ? MIL; President Manuel Zelaya = HND GOV",
    );
    check(
        "Vladimir Putin, the Russian president, left.",
        "Vladimir Putin, the Russian president = RUS GOV",
    );
    check("Its leader, Kim Jong Un, left.", "Its leader, Kim Jong Un = PRK GOV");
}

#[test]
fn a_town_in_a_state_is_a_place() {
    check("Rockets hit the Ukrainian city of Kharkiv.", "the Ukrainian city of Kharkiv = in UKR");
    check("Rockets hit Kharkiv, Ukraine, today.", "Kharkiv, Ukraine = in UKR");
    check("Fighting in northern Iraq went on.", "northern Iraq = in IRQ");
}

#[test]
fn two_adjectives_share_one_noun() {
    check("Russian and Chinese troops met.", "Russian = RUS MIL; Chinese troops = CHN MIL");
    check("U.S.-South Korean talks began.", "U.S. = USA");
}

#[test]
fn both_states_of_a_joint_exercise_take_part() {
    check("The U.S.-South Korean exercises began.", "U.S. = USA; South Korean = KOR");
    check(
        "Russian-Belarusian naval drills began.",
        "Russian-Belarusian = RUS; Russian-Belarusian = BLR",
    );
    check("Russian-Belarusian prose sells.", "");
}

#[test]
fn a_plural_names_each_of_its_states() {
    check("The two Koreas talked.", "The two Koreas = PRK; Koreas = KOR");
    check("Leaders of both Koreas talked.", "Leaders of both Koreas = PRK GOV; Koreas = KOR GOV");
    check_on("1972-06-03", "Both Germanies agreed.", "Both Germanies = DEU; Germanies = DDR");
    check("Both Germanies are history.", "");
}

#[test]
fn a_capital_stands_for_its_guest_where_it_acts() {
    check("Brussels threatened Hungary.", "Brussels = eu IGO; Hungary = HUN");
    check("Hungary defied Brussels.", "Hungary = HUN; Brussels = eu IGO");
    check("Snow fell in Brussels.", "Brussels = BEL");
    check("Brussels, June 3: snow fell.", "Brussels = BEL");
    check("Belgium voted and Brussels waited.", "Belgium = BEL; Brussels = BEL");
    check("The Brussels bombings shocked many.", "Brussels = BEL");
    check_on("1914-08-03", "Brussels refused passage.", "Brussels = BEL");
}

#[test]
fn a_match_is_between_teams() {
    for text in [
        "Germany beat Brazil 7-1.",
        "France lost to Argentina on penalties.",
        "Spain drew 1-1 with Portugal.",
        "Australia won the toss.",
        "Croatia beat Morocco in the World Cup.",
        "A Brazilian striker scored.",
    ] {
        check(text, "");
    }
    check("Japan defeated Russia in 1905.", "Japan = JPN; Russia = RUS");
    check("Italy won a vote in the council 27-3.", "Italy = ITA");
}

#[test]
fn its_goes_back_to_the_subject() {
    check(
        "Belarus hosts Russian missiles, its leader said.",
        "Belarus = BLR; its leader = BLR GOV",
    );
    check(
        "China condemned the Japanese visit and its foreign ministry summoned an aide.",
        "China = CHN; its foreign ministry = CHN GOV; an aide = ? GOV",
    );
    check(
        "Jordan recalled its ambassador from Israel.",
        "Jordan = JOR; its ambassador = JOR GOV; Israel = ISR",
    );
    check("Hamas freed a man, its leader said.", "Hamas = hamas REB; its leader = hamas REB");
    check("Iran said that Iraq hit its army.", "Iran = IRN; Iraq = IRQ; its army = ? MIL");
    check("Talks on Iran ended, its leader said.", "Iran = IRN; its leader = ? GOV");
}

#[test]
fn the_dutch_are_the_netherlands_where_they_act() {
    check("The Dutch expelled two envoys.", "The Dutch = NLD; two envoys = ? GOV");
    check("The Swiss voted on a plan.", "The Swiss = CHE");
    check(
        "The French and the British sent troops.",
        "The French = FRA; the British = GBR; troops = ? MIL",
    );
    check("The French proposed plan failed.", "");
}

#[test]
fn an_office_is_shared_by_a_list_of_states() {
    check(
        "The leaders of France, Germany and Italy met.",
        "The leaders of France = FRA GOV; Germany = DEU GOV; Italy = ITA GOV",
    );
    check(
        "The president of Russia and Turkey agreed.",
        "The president of Russia = RUS GOV; Turkey = TUR",
    );
}

#[test]
fn people_told_by_cause_are_doers() {
    check("Kurdish separatists attacked.", "Kurdish separatists = ? SEP");
    check("Pro-Russian rebels attacked.", "Pro-Russian rebels = ? REB");
    check("Anti-American protesters marched.", "Anti-American protesters = ? CVL");
}

#[test]
fn an_ally_is_named_after_its_patron() {
    check("Russia's ally Belarus sent troops.", "Russia's ally Belarus = BLR; troops = ? MIL");
}

#[test]
fn capitals_in_headlines_still_name() {
    check("RUSSIA AND TURKEY SIGN DEAL", "RUSSIA = RUS; TURKEY = TUR");
}

#[test]
fn names_hold_from_a_day_to_a_day() {
    check_on("1960-01-01", "The Kremlin refused.", "The Kremlin = SUN GOV");
    check_on("2004-01-01", "Belgrade refused.", "Belgrade = SCG");
    check_on("2010-01-01", "Belgrade refused.", "Belgrade = SRB");
}

#[test]
fn names_alike_are_told_apart() {
    check("Officials in Atlanta, Georgia, spoke.", "Officials = ? GOV; Atlanta, Georgia = in USA");
    check("Georgia and Russia fought in 2008.", "Georgia = GEO; Russia = RUS");
    check(
        "Republicans in Georgia protested to the governor.",
        "Georgia = in USA; the governor = ? GOV",
    );
    check("Niger and Nigeria met Guinea.", "Niger = NER; Nigeria = NGA; Guinea = GIN");
    check("Congo accused Rwanda.", "Congo = COD; Rwanda = RWA");
    check("Congo-Brazzaville and the DR Congo met.", "Congo-Brazzaville = COG; the DR Congo = COD");
    check("They cooked a turkey with china plates.", "");
    check("Washington state is far from Washington.", "Washington = USA");
    check(
        "Dominica and the Dominican Republic met.",
        "Dominica = DMA; the Dominican Republic = DOM",
    );
    check("Michael Jordan and Paris Hilton met William Holland.", "");
}

#[test]
fn north_and_south_are_the_koreas_where_korea_is_named() {
    check("The North fired at South Korea.", "The North = PRK; South Korea = KOR");
    check("The North is cold.", "");
    check("North and South Korea talked.", "North = PRK; South Korea = KOR");
    check("The South Korean airline left.", "The South Korean airline = KOR BUS");
}

#[test]
fn namesakes_are_told_apart_by_their_office() {
    check_on("2008-03-11", "President Bush refused.", "President Bush = USA GOV");
    check_on("1990-03-11", "President Bush refused.", "President Bush = USA GOV");
    check("Melania Trump and Igor Putin spoke.", "");
}

#[test]
fn a_group_takes_its_noun_and_its_leader() {
    check(
        "Hezbollah leader Hassan Nasrallah spoke.",
        "Hezbollah leader Hassan Nasrallah = hezbollah REB",
    );
    check(
        "The Palestinian militant group Hamas fired.",
        "The Palestinian militant group Hamas = hamas REB",
    );
    check_on("2005-01-01", "Taliban fighters fled.", "Taliban fighters = taliban REB");
}

#[test]
fn things_are_no_actors() {
    check("Terrorist acts and a national emergency followed.", "");
    check("It cost US$9 million in Lake Chad.", "");
    check("Turkish Airlines flew French fries.", "");
    check("Shells hit a Syrian military position in Orissa State.", "Orissa State = in IND");
}

#[test]
fn typographic_apostrophes_are_apostrophes() {
    check("The People’s Republic of China agreed.", "The People’s Republic of China = CHN");
    check("Russia’s army left.", "Russia’s army = RUS MIL");
}

#[test]
fn phrases_lie_inside_the_sentence_and_share_at_most_a_token() {
    let texts = [
        "",
        "’s",
        "of",
        "the",
        "U.S.-",
        "-Russia",
        "Russia-Ukraine-Belarus talks",
        "(Russia",
        "President of the President of the President of",
        "Russian-backed",
        "in Gifu, Japan,",
        "Ministers’ talks; Russia’s",
        "North and South",
        "KIM JONG UN",
        "Saudi-led",
        "a a a a a",
        "Russian and Chinese and Iranian troops, and the King of Jordan, Abdullah",
    ];
    for text in texts {
        let sentence = Sentence::new(text);
        let found = GAZETTEER.find(&sentence, Date::constant(2020, 1, 1));
        for one in &found {
            assert!(one.tokens.start < one.tokens.end, "{text}");
            assert!(one.tokens.end <= sentence.tokens.len(), "{text}");
            assert!(one.tokens.start <= one.head.start && one.head.end <= one.tokens.end, "{text}");
        }
        for pair in found.windows(2) {
            assert!(pair[0].tokens.end <= pair[1].tokens.start + 1, "{text}");
        }
    }
}

#[test]
fn typed_names_resolve() {
    let actor = |name: &str, on: Option<&str>| {
        let on = on.map(|day| day.parse().expect("a date"));
        GAZETTEER.resolve(name, on).first().map_or(String::new(), |best| best.actor.clone())
    };
    for name in ["Russia", "RUS", "rus", "the Kremlin", "Moscow", "russian"] {
        assert_eq!(actor(name, None), "RUS", "{name}");
    }
    for name in ["North Korea", "DPRK", "dprk", "n. korea", "Pyongyang"] {
        assert_eq!(actor(name, None), "PRK", "{name}");
    }
    assert_eq!(actor("Kim Jong Un", Some("2024-06-19")), "PRK");
    assert_eq!(actor("Kim Jong-un", Some("2024-06-19")), "PRK");
    assert_eq!(actor("Rusia", None), "");
    assert_eq!(GAZETTEER.suggest("Rusia").first().map(String::as_str), Some("Russia"));
}

#[test]
fn a_typed_phrase_is_read_as_in_a_sentence() {
    let best = |name: &str, on: &str| {
        let on = on.parse().expect("a date");
        let best = GAZETTEER.resolve(name, Some(on)).into_iter().next();
        best.map_or(String::new(), |best| format!("{}: {}", best.actor, best.why))
    };
    let day = "2020-06-19";
    assert!(best("French President", day).starts_with("FRA: Emmanuel Macron, president of France"));
    assert_eq!(best("president of france", day), best("French President", day));
    assert!(best("German chancellor", day).starts_with("DEU: Angela Merkel"));
    assert!(best("British Foreign Secretary", day).starts_with("GBR: Dominic Raab"));
    assert_eq!(best("Chinese foreign ministry", day), "CHN: foreign ministry of China (GOV)");
    assert_eq!(best("South Korean navy", day), "KOR: navy of South Korea (MIL)");
    assert_eq!(best("Bulgarian prosecutors", day), "BGR: prosecutors of Bulgaria (JUD)");
    let carter = "USA: Jimmy Carter, president of United States since 1977-01-20";
    assert!(best("former President Carter", day).starts_with(carter));
    assert_eq!(best("French oil", day), "");
    let two = GAZETTEER.resolve("the two Koreas", None);
    assert_eq!(two.iter().map(|one| one.actor.as_str()).collect::<Vec<_>>(), ["PRK", "KOR"]);
    assert_eq!(best("Kremlin", "1985-01-01"), "SUN: seat of government of Soviet Union");
    assert_eq!(best("Kremlin", day), "RUS: seat of government of Russia");
    for (organ, state) in [("KGB", "SUN"), ("CIA", "USA"), ("Mossad", "ISR"), ("PLA", "CHN")] {
        assert!(best(organ, "1985-01-01").starts_with(state), "{organ}");
    }
    let half_brother = "PRK: Kim Jong Nam, half-brother of the leader of North Korea since 1971";
    assert_eq!(best("Kim Jong Nam", "2015-01-01"), half_brother);
}

#[test]
fn state_numbers_lead_to_the_state_of_the_day() {
    let by_cow = |number, day: &str| {
        let day = day.parse().expect("a date");
        GAZETTEER.actors().by_cow(number, day).map(|actor| actor.id.clone()).unwrap_or_default()
    };
    assert_eq!(by_cow(365, "1960-01-01"), "SUN");
    assert_eq!(by_cow(365, "2000-01-01"), "RUS");
    assert_eq!(by_cow(260, "1960-01-01"), "DEU");
    assert_eq!(by_cow(255, "2000-01-01"), "DEU");
    assert_eq!(by_cow(678, "1960-01-01"), "YEM");
    assert_eq!(by_cow(345, "2010-01-01"), "SRB");
}

#[test]
fn the_tables_do_not_contradict_each_other() {
    let faults: Vec<String> = GAZETTEER.faults().iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_broken_table_names_file_line_value_and_a_way_out() {
    let states = (
        "states.csv",
        "id,name,official,since,until,continues,cow,gw,capital,source\nRUR,Ruritania,,,,,,,,memory\n",
    );
    let told = |tables: &[(&str, &str)]| Gazetteer::parse(tables).unwrap_err().to_string();
    assert_eq!(
        told(&[
            ("people.csv", "id,name,aliases,source\nrudolf,Rudolf,,memory\n"),
            states,
            (
                "tenures.csv",
                "person,actor,office,role,since,until,source\nrudolf,RUR,king,GOV,2021-06-15,2019-03-01,memory\n"
            )
        ]),
        "tenures.csv:2: `until` 2019-03-01 is before `since` 2021-06-15\n\
         hint: swap the two dates, or split the tenure into two rows"
    );
    assert!(
        told(&[
            states,
            (
                "names.csv",
                "name,actor,kind,since,until,case,source\nFreedonia,FRE,name,,,any,memory\n"
            )
        ])
        .starts_with("names.csv:2: `actor` FRE is in no table")
    );
}

#[test]
fn a_text_cut_off_inside_a_bracket_is_read() {
    let day = "2022-11-16";
    let text = "The Brazilian president-elect, Luiz Inácio Lula da Silva (Lula ";
    assert!(found(text, day).contains("BRA"));
}
