namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>What a person does about a refusal.</summary>
internal static class ErrorAdvice
{
    public static string Of(ErrorKind kind, string? code, string? field) => code switch
    {
        "DUPLICATES_DETECTED" => "a duplicate rule found a record like it: merge them or correct one, or set AllowDuplicates",
        "DUPLICATE_VALUE" or "DUPLICATE_EXTERNAL_ID" or "MULTIPLE_RECORDS_FOUND" =>
            $"another record holds the value of {field ?? "a unique field"} already: see which of the two is right",
        "ENTITY_IS_LOCKED" => "the record is locked, as by an approval that is pending: finish that, then retry",
        "STORAGE_LIMIT_EXCEEDED" => "the organisation's storage is full: make room or buy some",
        _ => Of(kind, field),
    };

    private static string Of(ErrorKind kind, string? field) => kind switch
    {
        ErrorKind.RateLimited => "the organisation's API limit is used up, wait or raise the limit",
        ErrorKind.Transient => "it is tried again",
        ErrorKind.Unknown => "whether the write took effect is not known",
        ErrorKind.Authentication => "check ClientId, ClientSecret and the connected app",
        ErrorKind.Permission => "give the integration user access to the API, the object, the record and the field",
        ErrorKind.Configuration when field == nameof(SalesforceOptions.ApiVersion) => "set ApiVersion to a version the organisation serves",
        ErrorKind.Configuration when field == "CurrencyIsoCode" =>
            "the field CurrencyIsoCode is missing, which means a single currency: set DefaultCurrency",
        ErrorKind.Configuration => field is null
            ? "check that the fields named in the options exist and that the integration user may use them"
            : $"check that the field {field} exists, is named rightly in the options and that the integration user may use it",
        ErrorKind.Gone => "the record is not there any more",
        ErrorKind.Conflict => "another record or writer is in the way",
        ErrorKind.Dependency => $"what {field ?? "it"} refers to is not there",
        ErrorKind.Protocol => "that is not an answer of the REST API; check LoginUrl and what stands in between",
        _ => field is null ? "it refuses the content" : $"it refuses the content of {field}",
    };
}
