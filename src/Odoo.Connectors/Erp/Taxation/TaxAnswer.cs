namespace Odoo.Connectors.Erp;

/// <summary>What an <see cref="ITaxSource"/> says.</summary>
public sealed record TaxAnswer
{
    /// <summary>
    /// By the code of each product that was asked about, the taxes that it bears: words of <see cref="OdooErpOptions.Taxes"/>, as the billing
    /// platform names the rates on its invoices. An empty list says that it bears none.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Rates { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The engine's code of why it cannot be sold so, such as <c>missing-certificate</c>; never its words. The default is null.</summary>
    public string? Refusal { get; init; }
}
