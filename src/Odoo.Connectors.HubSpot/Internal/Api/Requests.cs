namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>One condition of a search: of a value, or of any of several.</summary>
internal sealed record SearchFilter(string PropertyName, string Operator, string? Value, IReadOnlyList<string>? Values = null);

/// <summary>Conditions that all hold.</summary>
internal sealed record SearchFilterGroup(IReadOnlyList<SearchFilter> Filters);

/// <summary>The order of a search's results.</summary>
internal sealed record SearchSort(string PropertyName, string Direction);

/// <summary>A search; never paged on, see <see cref="Feed.SearchWindow"/>.</summary>
internal sealed record SearchRequest(
    IReadOnlyList<SearchFilterGroup> FilterGroups, IReadOnlyList<SearchSort> Sorts, IReadOnlyList<string> Properties, int Limit);

/// <summary>Names one record.</summary>
internal sealed record IdInput(string Id);

/// <summary>Names records.</summary>
internal sealed record IdInputs(IReadOnlyList<IdInput> Inputs);

/// <summary>Reads records by id, or by a property that is unique.</summary>
internal sealed record BatchReadRequest(IReadOnlyList<string> Properties, IReadOnlyList<IdInput> Inputs, string? IdProperty = null);

/// <summary>What one record is to hold.</summary>
/// <param name="Id">Its id, or its value of <paramref name="IdProperty"/>.</param>
/// <param name="Properties">Names and values; an empty text clears.</param>
/// <param name="IdProperty">The property that is unique; null for the id.</param>
/// <param name="ObjectWriteTraceId">Comes back in the error of this input.</param>
internal sealed record WriteInput(string Id, IReadOnlyDictionary<string, string> Properties, string? IdProperty, string ObjectWriteTraceId);

/// <summary>What records are to hold, 100 at most.</summary>
internal sealed record BatchWriteRequest(IReadOnlyList<WriteInput> Inputs);

/// <summary>Two records that belong together.</summary>
internal sealed record AssociationInput(IdInput From, IdInput To);

/// <summary>Records that belong together.</summary>
internal sealed record AssociationInputs(IReadOnlyList<AssociationInput> Inputs);
