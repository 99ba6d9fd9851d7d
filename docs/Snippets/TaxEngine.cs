using Odoo.Connectors.Erp;

namespace Odoo.Connectors.Docs;

/// <summary>docs/concepts/reference-data.md</summary>
internal static class TaxEngine
{
    public static void Add(IServiceCollection services)
    {
        #region tax-engine
        services.AddKeyedSingleton<ITaxSource, MyTaxEngine>("odoo-eu"); // or AddSingleton for all companies; optional
        #endregion
    }

    /// <summary>Services are taxed at 21 %, as billing names that rate.</summary>
    private sealed class MyTaxEngine : ITaxSource
    {
        public Task<TaxAnswer> RateAsync(TaxQuestion question, CancellationToken cancellationToken) =>
            Task.FromResult(new TaxAnswer { Rates = question.Products.ToDictionary(p => p.Code, _ => (IReadOnlyList<string>)["txr_1"]) });
    }
}
