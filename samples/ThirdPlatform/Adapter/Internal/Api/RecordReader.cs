using Odoo.Connectors.Model;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>Reads records by reference; what comes stays as it came.</summary>
internal sealed class RecordReader(PlainbillApi api)
{
    public async Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        string id = Uri.EscapeDataString(reference.Id);
        return await api.FindAsync(
            reference.Kind switch
            {
                RecordKinds.Customer => $"{Names.Customers}/{id}",
                RecordKinds.Contract => $"{Names.Subscriptions}/{id}",
                RecordKinds.Invoice => $"{Names.Invoices}/{id}",
                RecordKinds.Payment => $"{Names.Payments}/{id}",
                RecordKinds.InvoicePayments => $"{Names.Invoices}/{id}/{Names.Payments}",
                CustomerMatch.Kind => $"{Names.Customers}?{Names.Reference}={id}",
                _ => throw new ConnectorException(ErrorKind.Configuration, $"The system '{api.System}' cannot read a {reference.Kind}."),
            },
            cancellationToken);
    }
}
