using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>Transactions in the words of the model.</summary>
internal static class Transactions
{
    /// <summary>Money that was received; one that failed late was received all the same, until it was taken back.</summary>
    public static Payment Payment(TransactionBuilder transaction, References references)
    {
        Must(transaction, "payment", "success", "late_failure");
        ExternalRef Invoice(LinkedBuilder linked) => references.Own(RecordKinds.Invoice, linked.Id ?? throw FieldErrors.Missing("linked_invoices.invoice_id"));
        WireCurrency currency = transaction.Currency(references);
        Money amount = transaction.Amount(references);
        LinkedBuilder[] paid = [.. transaction.Invoices.Where(i => i.Amount > 0)];
        bool isOne = paid is [var only] && currency.Amount(only.Amount) == amount;
        return new Payment
        {
            Ref = references.Own(RecordKinds.Payment, transaction.RequiredId),
            Customer = transaction.Customer(references),
            Invoice = isOne ? Invoice(paid[0]) : null,
            Allocations = isOne ? [] : [.. paid.Select(i => new PaymentAllocation(Invoice(i), currency.Amount(i.Amount)))],
            Method = transaction.Method,
            Amount = amount,
            PaidAt = transaction.Date,
        };
    }

    public static PaymentAttempt Attempt(TransactionBuilder transaction, InvoiceBuilder? invoice, References references)
    {
        Must(transaction, "payment", "failure");
        LinkedBuilder? linked = transaction.Invoices.FirstOrDefault(i => i.Id is not null);
        return new PaymentAttempt
        {
            Ref = references.Own(RecordKinds.PaymentAttempt, transaction.RequiredId),
            Customer = transaction.Customer(references),
            Invoice = linked is null ? null : references.Own(RecordKinds.Invoice, linked.Id!),
            Amount = transaction.Amount(references),
            FailedAt = transaction.Date,
            Code = Word(transaction.GatewayError?.DeclineCode) ?? Word(transaction.ErrorCode) ?? Word(transaction.GatewayError?.Code) ?? "unknown",
            Declined = transaction.GatewayError?.DeclineCode is null ? null : true,
            NextAttemptAt = invoice?.NextRetryAt,
            AttemptNumber = (int?)invoice?.Attempts.Find(a => a.Transaction == transaction.Id)?.Number,
        };
    }

    /// <summary>A payment that bounced after it was received, or a refund that failed after it was made; with Chargebee's own transaction of it, if any.</summary>
    public static PaymentReversal Reversal(TransactionBuilder failed, TransactionBuilder? reversal, References references)
    {
        if (reversal is null && failed.Status != "late_failure")
        {
            throw FieldErrors.Refused("status", "The transaction did not fail after its success; nothing is taken back.");
        }

        return new PaymentReversal
        {
            Ref = references.Own(RecordKinds.PaymentReversal, failed.RequiredId),
            Customer = failed.Customer(references),
            Of = references.Own(failed.Type == "refund" ? RecordKinds.Refund : RecordKinds.Payment, failed.RequiredId),
            Amount = (reversal ?? failed).Amount(references),
            ReversedAt = reversal?.Date ?? failed.ChangedAt,
            // Of a payment of several invoices its own transaction may name the one.
            Invoice = (Only(reversal?.Invoices) ?? Only(failed.Invoices)) is { } only ? references.Own(RecordKinds.Invoice, only) : null,
        };
    }

    private static string? Only(List<LinkedBuilder>? invoices) => invoices is [{ Id: { } only }] ? only : null;

    private static void Must(TransactionBuilder transaction, string type, params ReadOnlySpan<string> statuses)
    {
        MustBe(transaction, type);
        if (!statuses.Contains(transaction.Status))
        {
            ErrorKind kind = transaction.Status is "in_progress" or "needs_attention" or "timeout" ? ErrorKind.Dependency : ErrorKind.Validation;
            throw FieldErrors.Refused("status", $"No money moved by this {type} so far; it is booked when Chargebee says that it did.", kind);
        }
    }

    public static void MustBe(TransactionBuilder transaction, string type)
    {
        if (transaction.Type != type)
        {
            throw FieldErrors.Refused("type", $"The transaction is no {type}.");
        }
    }

    /// <summary>A code is a word; anything else may be somebody's words.</summary>
    private static string? Word(string? code) =>
        code is { Length: > 0 and <= 80 } && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? code : null;
}
