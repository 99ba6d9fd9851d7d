namespace Odoo.Connectors.Erp;

/// <summary>
/// Says which taxes a sale will bear, before anything of it is written: a tax engine of the host's. Register it for all companies, or by the
/// configured name of one: <c>services.AddKeyedSingleton&lt;ITaxSource, …&gt;("odoo-be")</c>. It is asked where
/// <see cref="OdooErpOptions.ValidateTaxes"/> is on.
/// </summary>
public interface ITaxSource
{
    /// <summary>Which taxes each product will bear. It must not count a sale that is only asked about.</summary>
    /// <param name="question">Who buys what.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The taxes, or why it cannot be sold so.</returns>
    /// <exception cref="ConnectorException">
    /// It could not answer: what is <see cref="ErrorKind.Transient"/> or <see cref="ErrorKind.RateLimited"/> is asked again,
    /// everything else is a case.
    /// </exception>
    Task<TaxAnswer> RateAsync(TaxQuestion question, CancellationToken cancellationToken);
}
