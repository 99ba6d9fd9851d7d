using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>Answers to reads as records of the model.</summary>
internal static class RecordMaps
{
    public static object Decode(string system, string? crm, ExternalRef reference, ReadOnlySpan<byte> answer)
    {
        References of = new(system, crm);
        return reference.Kind switch
        {
            RecordKinds.Customer => Read(answer, CustomerBody.Table, new CustomerBody()).Build(of),
            RecordKinds.Contract => Read(answer, SubscriptionBody.Table, new SubscriptionBody()).Build(of),
            RecordKinds.Invoice => Read(answer, InvoiceBody.Table, new InvoiceBody()).Build(of),
            RecordKinds.Payment => Read(answer, PaymentBody.Table, new PaymentBody()).Build(of),
            RecordKinds.InvoicePayments => new InvoicePayments([.. Read(answer, PaymentBody.List, []).Select(p => p.Build(of))]),
            CustomerMatch.Kind => new CustomerMatch([.. Read(answer, CustomerBody.List, []).Select(c => c.Id)]),
            _ => throw new ConnectorException(ErrorKind.Configuration, $"The system '{system}' cannot read a {reference.Kind}."),
        };
    }

    private static T Read<T>(ReadOnlySpan<byte> json, FieldTable<T> table, T into)
        where T : class
    {
        table.Read(json, into);
        return into;
    }
}
