using System.Text.Json;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>Where the next page begins.</summary>
internal sealed record NextPage(string? After);

/// <summary>The paging of an answer; its last page has none.</summary>
internal sealed record Paging(NextPage? Next);

/// <summary>A page of records, a search's or batch's answer. The records stay as they are until they are mapped.</summary>
internal sealed record RecordPage(IReadOnlyList<JsonElement>? Results, Paging? Paging, long? Total, IReadOnlyList<ErrorBody>? Errors, string? Status)
{
    public string? After => string.IsNullOrEmpty(Paging?.Next?.After) ? null : Paging.Next.After;
}

/// <summary>What may be said about a relation: its type, and the label that people gave it.</summary>
internal sealed record AssociationKind(string? Category, int TypeId, string? Label);

/// <summary>The other end of a relation.</summary>
internal sealed record Associated(JsonElement ToObjectId, IReadOnlyList<AssociationKind>? AssociationTypes)
{
    public string Id => ToObjectId.ValueKind == JsonValueKind.String ? ToObjectId.GetString()! : ToObjectId.GetRawText();
}

/// <summary>The relations of one record.</summary>
internal sealed record AssociationsOf(IdInput From, IReadOnlyList<Associated>? To, Paging? Paging);

/// <summary>The relations of many records.</summary>
internal sealed record AssociationBatch(IReadOnlyList<AssociationsOf>? Results, IReadOnlyList<ErrorBody>? Errors);

/// <summary>The relations of one record, listed.</summary>
internal sealed record AssociationPage(IReadOnlyList<Associated>? Results, Paging? Paging)
{
    public string? After => string.IsNullOrEmpty(Paging?.Next?.After) ? null : Paging.Next.After;
}

/// <summary>Which account the token belongs to.</summary>
internal sealed record AccountDetails(long? PortalId, string? AccountType, string? TimeZone, long? UtcOffsetMilliseconds, string? CompanyCurrency = null);

/// <summary>The answer of the OAuth token endpoint.</summary>
internal sealed record TokenAnswer(string? AccessToken, string? RefreshToken, double? ExpiresIn, long? HubId);

/// <summary>One value that a property of choices may hold.</summary>
internal sealed record PropertyOption(string Label, string Value, bool? Hidden = null, int? DisplayOrder = null);

/// <summary>A property of an object type.</summary>
internal sealed record PropertyDefinition(
    string Name, string? Label, string? Type, string? FieldType, string? GroupName, bool? HasUniqueValue = null, IReadOnlyList<PropertyOption>? Options = null, bool? Archived = null);

/// <summary>The properties of an object type.</summary>
internal sealed record PropertyList(IReadOnlyList<PropertyDefinition>? Results);

/// <summary>A stage of a pipeline.</summary>
internal sealed record PipelineStage(string Id, string? Label, bool? Archived, IReadOnlyDictionary<string, string>? Metadata);

/// <summary>A pipeline.</summary>
internal sealed record Pipeline(string Id, string? Label, bool? Archived, IReadOnlyList<PipelineStage>? Stages);

/// <summary>The pipelines of an object type.</summary>
internal sealed record PipelineList(IReadOnlyList<Pipeline>? Results);

/// <summary>The answer to a write of relations.</summary>
internal sealed record BatchAnswer(string? Status, IReadOnlyList<ErrorBody>? Errors);
