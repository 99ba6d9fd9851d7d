using System.Collections.Frozen;

namespace Odoo.Connectors.Vendors;

/// <summary>Country names in English, as CRM systems and people write them, to ISO 3166-1 two-letter codes. Invariant globalization has none.</summary>
internal static class Countries
{
    private const string Table =
        "AD Andorra|AE United Arab Emirates;UAE|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|AM Armenia|AO Angola|AQ Antarctica|AR Argentina|"
        + "AS American Samoa|AT Austria|AU Australia|AW Aruba|AX Aland Islands;Åland Islands|AZ Azerbaijan|BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|"
        + "BE Belgium|BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|BJ Benin|BL Saint Barthelemy;Saint Barthélemy|BM Bermuda|BN Brunei;Brunei Darussalam|"
        + "BO Bolivia;Bolivia, Plurinational State of|BQ Bonaire, Sint Eustatius and Saba;Caribbean Netherlands|BR Brazil|BS Bahamas;The Bahamas|BT Bhutan|"
        + "BV Bouvet Island|BW Botswana|BY Belarus|BZ Belize|CA Canada|CC Cocos (Keeling) Islands|"
        + "CD Democratic Republic of the Congo;Congo, the Democratic Republic of the;DR Congo|CF Central African Republic|CG Congo;Republic of the Congo|"
        + "CH Switzerland|CI Ivory Coast;Cote d'Ivoire;Côte d'Ivoire|CK Cook Islands|CL Chile|CM Cameroon|CN China;People's Republic of China|CO Colombia|"
        + "CR Costa Rica|CU Cuba|CV Cape Verde;Cabo Verde|CW Curacao;Curaçao|CX Christmas Island|CY Cyprus|CZ Czech Republic;Czechia|DE Germany|DJ Djibouti|"
        + "DK Denmark|DM Dominica|DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|ER Eritrea|ES Spain|ET Ethiopia|FI Finland|"
        + "FJ Fiji|FK Falkland Islands;Falkland Islands (Malvinas)|FM Micronesia;Micronesia, Federated States of|FO Faroe Islands|FR France|GA Gabon|"
        + "GB United Kingdom;UK;Great Britain;England;Scotland;Wales;Northern Ireland;United Kingdom of Great Britain and Northern Ireland|GD Grenada|GE Georgia|"
        + "GF French Guiana|GG Guernsey|GH Ghana|GI Gibraltar|GL Greenland|GM Gambia;The Gambia|GN Guinea|GP Guadeloupe|GQ Equatorial Guinea|GR Greece|"
        + "GS South Georgia and the South Sandwich Islands|GT Guatemala|GU Guam|GW Guinea-Bissau|GY Guyana|HK Hong Kong;Hong Kong SAR|"
        + "HM Heard Island and McDonald Islands|HN Honduras|HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland;Republic of Ireland|IL Israel|IM Isle of Man|"
        + "IN India|IO British Indian Ocean Territory|IQ Iraq|IR Iran;Iran, Islamic Republic of|IS Iceland|IT Italy|JE Jersey|JM Jamaica|JO Jordan|JP Japan|"
        + "KE Kenya|KG Kyrgyzstan|KH Cambodia|KI Kiribati|KM Comoros|KN Saint Kitts and Nevis|KP North Korea;Korea, Democratic People's Republic of|"
        + "KR South Korea;Korea, Republic of;Republic of Korea;Korea|KW Kuwait|KY Cayman Islands|KZ Kazakhstan|LA Laos;Lao People's Democratic Republic|LB Lebanon|"
        + "LC Saint Lucia|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|LY Libya;Libyan Arab Jamahiriya|MA Morocco|"
        + "MC Monaco|MD Moldova;Moldova, Republic of|ME Montenegro|MF Saint Martin;Saint Martin (French part)|MG Madagascar|MH Marshall Islands|"
        + "MK North Macedonia;Macedonia|ML Mali|MM Myanmar;Burma|MN Mongolia|MO Macao;Macau|MP Northern Mariana Islands|MQ Martinique|MR Mauritania|MS Montserrat|"
        + "MT Malta|MU Mauritius|MV Maldives|MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique|NA Namibia|NC New Caledonia|NE Niger|NF Norfolk Island|NG Nigeria|"
        + "NI Nicaragua|NL Netherlands;The Netherlands;Holland|NO Norway|NP Nepal|NR Nauru|NU Niue|NZ New Zealand|OM Oman|PA Panama|PE Peru|PF French Polynesia|"
        + "PG Papua New Guinea|PH Philippines;The Philippines|PK Pakistan|PL Poland|PM Saint Pierre and Miquelon|PN Pitcairn|PR Puerto Rico|"
        + "PS Palestine;Palestine, State of|PT Portugal|PW Palau|PY Paraguay|QA Qatar|RE Reunion;Réunion|RO Romania|RS Serbia|RU Russia;Russian Federation|"
        + "RW Rwanda|SA Saudi Arabia|SB Solomon Islands|SC Seychelles|SD Sudan|SE Sweden|SG Singapore|SH Saint Helena;Saint Helena, Ascension and Tristan da Cunha|"
        + "SI Slovenia|SJ Svalbard and Jan Mayen|SK Slovakia;Slovak Republic|SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan|"
        + "ST Sao Tome and Principe|SV El Salvador|SX Sint Maarten;Sint Maarten (Dutch part)|SY Syria;Syrian Arab Republic|SZ Eswatini;Swaziland|"
        + "TC Turks and Caicos Islands|TD Chad|TF French Southern Territories|TG Togo|TH Thailand|TJ Tajikistan|TK Tokelau|TL Timor-Leste;East Timor|"
        + "TM Turkmenistan|TN Tunisia|TO Tonga|TR Turkey;Türkiye;Turkiye|TT Trinidad and Tobago|TV Tuvalu|TW Taiwan;Chinese Taipei|"
        + "TZ Tanzania;Tanzania, United Republic of|UA Ukraine|UG Uganda|UM United States Minor Outlying Islands|"
        + "US United States;United States of America;USA;U.S.A.;U.S.|UY Uruguay|UZ Uzbekistan|VA Vatican City;Holy See;Holy See (Vatican City State)|"
        + "VC Saint Vincent and the Grenadines|VE Venezuela;Venezuela, Bolivarian Republic of|VG British Virgin Islands;Virgin Islands, British|"
        + "VI U.S. Virgin Islands;Virgin Islands, U.S.|VN Vietnam;Viet Nam|VU Vanuatu|WF Wallis and Futuna|WS Samoa|XK Kosovo|YE Yemen|YT Mayotte|"
        + "ZA South Africa|ZM Zambia|ZW Zimbabwe";

    private static readonly FrozenDictionary<string, string> Codes = Table.Split('|')
        .SelectMany(entry => entry[3..].Split(';').Append(entry[..2]).Select(name => KeyValuePair.Create(name, entry[..2])))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Names =
        Table.Split('|').ToFrozenDictionary(entry => entry[..2], entry => entry[3..].Split(';')[0], StringComparer.Ordinal);

    /// <summary>The English name of a code; null when it is not listed.</summary>
    public static string? NameOf(string code) => Names.GetValueOrDefault(code);

    /// <summary>The code for an English name, or for a two-letter code whether listed or not; null when nothing fits.</summary>
    public static string? CodeOf(string text) => Codes.TryGetValue(text, out string? code)
        ? code
        : text.Length == 2 && text.All(char.IsAsciiLetter) ? text.ToUpperInvariant() : null;
}
