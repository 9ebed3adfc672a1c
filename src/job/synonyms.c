#include "job/synonyms.h"

#include <string.h>

const char *const synonyms_of_file[TBL_FILES] = {
    [FILE_CUSTOMERS] = "kunde kunden kd stamm stammdaten bewerber elb leistungsberechtigte person personen klient",
    [FILE_CONTACTS] = "kontakt kontakte vermerk vermerke beratung gespraech journal historie verbis",
    [FILE_STAFF] = "mitarbeiter mitarbeitende personal beschaeftigte ifk sachbearbeiter bearbeiter stellen",
    [FILE_ABSENCES] = "abwesenheit abwesenheiten fehlzeit fehlzeiten urlaub krank zeiterfassung",
    [FILE_EXCEPTIONS] = "ausnahme ausnahmen sonderfall sonderfaelle sonder einzelfall befreiung intervall",
    [FILE_APPOINTMENTS] = "termin termine kalender einladung einladungen terminliste atv",
};

const char *const synonyms_of_column[COL_COUNT] = {
    [COL_C_NUMBER] = "kdnr knr kundennr kundenr kundenid kdid kundenkennung kundenschluessel kdnummer",
    [COL_C_SURNAME] = "name familienname zuname name1 nname kdname",
    [COL_C_GIVEN] = "name2 rufname vname vornamen",
    [COL_C_BORN] = "geburtstag gebdat gebdatum geb gebtag geborenam geburtsdat",
    [COL_C_STATUS] = "alostatus alokz kundenstatus kdstatus arbeitslosenstatus statusalo arbeitslosigkeit alo",
    [COL_C_PROFILE] = "profil profilcd profillagecd profilkz profillagekz marktnaehe pl kundengruppe",
    [COL_C_TEAM] = "orgeinheit organisationseinheit oe teamname teamnr gruppe orgeh org dienststelle teamkz",
    [COL_C_STAFF] = "ifk hauptbetreuer betreuerkz hb betreuerkuerzel ansprechpartner vermittler pap zustaendig "
                    "hauptansprechpartner fallmanager",
    [COL_C_FROM] = "betrvon betrab betreuungab betreuungvon betreuungsbeginn zugang zugangam kundeseit "
                   "betreutseit betrbeginn",
    [COL_C_TO] = "betrbis betreuungsende abgang abgangam betreutbis betrende",
    [COL_C_VALID] = "gueltigab gueltigvon histvon standab wirksamab gueltab gltab gilt",
    [COL_C_HOUSEHOLD] = "bg bgnr bgnummer bedarfsgemeinschaft bedarfsgem bgid",
    [COL_C_AGREEMENT] =
        "egv egvbeginn egvab egvvon egvdatum kooperationsplan koopplan kooperationsplanseit eingliederungs"
        "vereinbarung",
    [COL_C_SCHOOL] = "schulpfl schulpflicht schueler schuelerkz",
    [COL_C_FINAL_YEAR] = "abschlussjg abschljg abgangsklasse abschlussklasse schulabgang",
    [COL_C_EMPLOYED] = "svb svbkz svpflichtig svbeschaeftigt sozialversicherungspflichtig erwerbstaetig svbesch",
    [COL_C_HEALTH] = "gesundheitseinschraenkung gesundheinschr gesundheitl gesundheitlich krank ges",
    [COL_C_COOPERATION] = "mitwkz mitwirkungspflicht sanktion minderung leistungsminderung mitw",
    [COL_N_NUMBER] = "kdnr knr kundennr kundenr kundenid kdid kundenkennung kundenschluessel kdnummer",
    [COL_N_DAY] = "vermdat kontaktdatum kontaktam vermerkdatum gespraechsdatum tag vermerkam kontdat gespraecham "
                  "datumkontakt dat",
    [COL_N_KIND] = "vermart vermerktyp artdesvermerks vermerkartcd artvermerk vermtyp",
    [COL_N_MODE] = "kanal kontaktkanal kontaktweg medium kommunikationsart kontaktform zugangsweg kontart",
    [COL_N_PARTNER] = "gegenueber partner gespraechsmit ansprechpartner dienst rolle stelle",
    [COL_N_STAFF] =
        "bearbeiter bearb ma sachbearbeiter sb ifk kuerzel mitarbeiterkz perskz erfasser user beraterin berater",
    [COL_N_MINUTES] = "dauermin minuten min dauerinminuten dauerminuten zeitbedarf",
    [COL_N_ENTERED] = "erfdat erfasst erfassungsdatum erfassung angelegtam eingetragenam erstelltam anlagedatum",
    [COL_N_TALK] = "gesprtyp gespraechstyp anlass gespraechsanlass gespraechsartcd artdesgespraechs",
    [COL_S_KEY] = "kuerzel perskz ma makuerzel kz kennung personalnr persnr user benutzer mitarbeiter mitarbeiterkz",
    [COL_S_NAME] = "anzeigename nachname mitarbeitername vollname namevorname",
    [COL_S_TEAM] = "orgeinheit organisationseinheit oe teamname teamnr gruppe orgeh org dienststelle",
    [COL_S_FUNCTION] = "rolle aufgabe taetigkeit stelle stellenbezeichnung funktionskz",
    [COL_S_HOURS] = "waz stunden std wochenarbeitszeit arbeitszeit wochenstd stundenwoche",
    [COL_S_WORKDAYS] = "tage wochentage arbtage anwesend anwesenheitstage",
    [COL_S_FROM] = "eintritt ab beginn seit eintrittsdatum imhausseit",
    [COL_S_TO] = "austritt ende austrittsdatum ausgeschieden",
    [COL_A_KEY] = "kuerzel perskz ma makuerzel kz kennung personalnr persnr user benutzer mitarbeiter mitarbeiterkz",
    [COL_A_FROM] = "beginn ab erstertag abwesendvon anfang start",
    [COL_A_TO] = "ende letztertag abwesendbis stop",
    [COL_A_REASON] = "grundtxt art abwesenheitsart abwesenheitsgrund fehlgrund schluessel",
    [COL_X_NUMBER] = "kdnr knr kundennr kundenr kundenid kdid kundenkennung kundenschluessel kdnummer",
    [COL_X_FROM] = "giltab beginn ab gueltigab gueltigvon anfang wirksamab",
    [COL_X_KIND] = "fallart ausnahmeart artderausnahme typ ausnahmegrund kategorie sonderfallart",
    [COL_X_TO] = "giltbis ende gueltigbis befristetbis",
    [COL_X_INTERVAL] = "takt rhythmus kontaktintervall abstand turnus frist intervallindividuell",
    [COL_X_REASON] = "text grund bemerkung erlaeuterung begruendungtext begr anmerkung",
    [COL_T_NUMBER] = "kdnr knr kundennr kundenr kundenid kdid kundenkennung kundenschluessel kdnummer",
    [COL_T_BEGIN] = "termin terminbeginn termindatum start datum terminam beginndatum datumuhrzeit",
    [COL_T_STAFF] = "perskz ma bearbeiter ifk kuerzel sachbearbeiter kalender einladender",
    [COL_T_MINUTES] = "dauermin minuten min laenge",
    [COL_T_TALK] = "gesprtyp gespraechstyp anlass terminart termintyp art",
    [COL_T_STATUS] = "terminstatus stat ergebnis teilnahme erschienen",
    [COL_T_INSTRUCTED] = "rfb rechtsfolgen belehrung rfbkz mitrfb",
    [COL_T_DEPUTY] = "vertrkz vertreter vertretendurch vertr vertretungdurch",
    [COL_T_AGREED] = "angelegtam vereinbart vereinbartam erstelltam gebuchtam buchungsdatum eingeladenam",
};

bool synonyms_hold(const char *list, const char *plain)
{
    size_t n = strlen(plain);
    for (const char *s = list; s && n && (s = strstr(s, plain)); s += n)
        if ((s == list || s[-1] == ' ') && (s[n] == ' ' || s[n] == '\0'))
            return true;
    return false;
}

/* Words that are no spelling the program reads, but mean one value of a list in most exports. */
static const struct {
    enum word_list list;
    int value;
    const char *plain;
} values[] = {
    {WORDS_STATUS, STATUS_UNEMPLOYED, "alo al arbeitsloser arbeitslose arbeitslosgemeldet"},
    {WORDS_STATUS, STATUS_SEEKING, "asu as arbeitsuchende arbeitssuchend ratsuchend"},
    {WORDS_STATUS, STATUS_UNSET, "ohne keine ng nicht na nichtgemeldet keinstatus"},
    {WORDS_PROFILE, PROFILE_M, "markt mp pm mark"},
    {WORDS_PROFILE, PROFILE_A, "aktivierung ap pa akt aktiv"},
    {WORDS_PROFILE, PROFILE_F, "foerder foerderung fp pf foerd"},
    {WORDS_PROFILE, PROFILE_E, "entwicklung ep pe entw"},
    {WORDS_PROFILE, PROFILE_S, "stabilisierung sp ps stab"},
    {WORDS_PROFILE, PROFILE_U, "unterstuetzung up pu unterst"},
    {WORDS_PROFILE, PROFILE_I, "integriert pi profillagei"},
    {WORDS_PROFILE, PROFILE_Z, "zuordnungnichterforderlich zuordnung pz profillagez"},
    {WORDS_PROFILE, PROFILE_NONE, "ohne keine ohneprofil keineprofillage"},
    {WORDS_FUNCTION, FUNCTION_IFK, "ifkr integrationsfachkraft vermittler pap arbeitsvermittlung"},
    {WORDS_FUNCTION, FUNCTION_IFK_U25, "ifku25 ifkj u25 ifkjugend jugend"},
    {WORDS_FUNCTION, FUNCTION_CASE, "fm fallmanager fallmanagerin bfm"},
    {WORDS_FUNCTION, FUNCTION_ABC, "abc netzwerk netzwerkabc"},
    {WORDS_KIND, KIND_ADVICE, "bv beratung beratverm beratungsgespraech beratverm"},
    {WORDS_KIND, KIND_STANDING, "bvsto bvs bvso standortbestimmung bvstandort sto beratungsvermerkstandort"},
    {WORDS_KIND, KIND_GENERAL, "av allgverm allgemein allgemeinervermerk vermerk allgvermerk"},
    {WORDS_KIND, KIND_WRITTEN, "ask allgschriftlkontakt schriftlicherkontakt ask schriftl"},
    {WORDS_MODE, MODE_IN_PERSON, "p pers persoenl vorort praesenz persoenlichvorort vorsprache"},
    {WORDS_MODE, MODE_PHONE, "t tel telefon fernmuendlich telef anruf"},
    {WORDS_MODE, MODE_VIDEO, "v videotelefonie videoberatung videokontakt videogespraech vid"},
    {WORDS_MODE, MODE_LETTER, "s brief schriftl post postalisch"},
    {WORDS_MODE, MODE_ELECTRONIC, "e mail email elektr online postfach jobcenterdigital"},
    {WORDS_PARTNER, PARTNER_IFK, "v vermittler pap integrationsfachkraft vermittlung"},
    {WORDS_PARTNER, PARTNER_BFM, "f fm fallmanager fallmanagement beschaeftigungsorientiertesfallmanagement"},
    {WORDS_PARTNER, PARTNER_VOCATIONAL, "b bb berufsberater ageagentur agentur"},
    {WORDS_PARTNER, PARTNER_DISTRICT, "j jugendamt jba sgbviii bezirksamt"},
    {WORDS_TALK, TALK_FIRST, "erst eg erstkontakt erstberatung"},
    {WORDS_TALK, TALK_FOLLOW_UP, "folge fg folgekontakt folgeberatung"},
    {WORDS_TALK, TALK_GRADUATE, "absolv ag absolventen absolvent"},
    {WORDS_TALK, TALK_WISH, "wunsch wg wunschtermin"},
    {WORDS_TALK, TALK_STRATEGY, "strat sg strategie"},
    {WORDS_EXCEPTION, EXCEPTION_CASE, "ef einzelfallentscheidung einzel"},
    {WORDS_EXCEPTION, EXCEPTION_MEASURE, "mn mass massnahmeteilnahme mat"},
    {WORDS_EXCEPTION, EXCEPTION_JOB_OFFER, "ez zusage arbeitsaufnahme einstellung arbeitszusage"},
    {WORDS_EXCEPTION, EXCEPTION_ASSESSMENT, "ga gut aerztlichesgutachten begutachtung aed"},
    {WORDS_EXCEPTION, EXCEPTION_SPECIAL, "bu umstaende besonderes"},
    {WORDS_EXCEPTION, EXCEPTION_JBA, "jb jugendberufsagentur"},
    {WORDS_APPOINTMENT, APPOINTMENT_PLANNED, "g offen gebucht plan vorgemerkt"},
    {WORDS_APPOINTMENT, APPOINTMENT_KEPT, "w erschienen stattgefunden durchgefuehrt erledigt ersch"},
    {WORDS_APPOINTMENT, APPOINTMENT_MISSED, "n nichtersch ne nichtwahrgenommen fehlend meldeversaeumnis"},
    {WORDS_APPOINTMENT, APPOINTMENT_CANCELLED, "a absage storniert ausgefallen abges verlegt"},
};

int synonyms_value(enum word_list list, const char *plain)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (values[i].list == list && synonyms_hold(values[i].plain, plain))
            return values[i].value;
    return -1;
}
