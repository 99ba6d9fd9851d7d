using Odoo.Connectors.Model;

namespace Odoo.Connectors.Flows;

/// <summary>
/// Whose a contract is, and who is invoiced for it: an account may be invoiced to another one, such as its parent. The order is the one's, with the
/// other as its invoice address; invoices, credits and money are the other's.
/// </summary>
internal sealed partial class Chain
{
    private Customer? _invoiced;
    private (Customer Account, ExternalRef? Billed)? _user;

    /// <summary>The account that the event is about: whose the contract is, else who is named.</summary>
    private Customer? Account => _user?.Account ?? _customer;

    /// <summary>Who is invoiced for a customer that sales named, where that is another one.</summary>
    public bool TryInvoiced(Customer customer) => customer.InvoicedTo is null || TryInvoiced(customer.InvoicedTo);

    /// <summary>The customer of a contract, and who is invoiced for it: by the owner of customers, else by where it is billed.</summary>
    private bool TryParties(Contract contract)
    {
        (_invoiced, _user) = (null, null);
        if (!TryCustomer(contract.Customer))
        {
            return false;
        }

        Deal? deal = null;
        if (contract.Deal is not null && !known.TryRead(contract.Deal, out deal))
        {
            return false;
        }

        // A subscription that a deal made is billed to whom its account is invoiced to.
        if (deal?.Customer is { InvoicedTo: ExternalRef payer } account && payer == _customer!.Ref && account.Ref != payer)
        {
            (_invoiced, _billed) = (_customer, null);
            return TryCustomer(account);
        }

        return known.TryRead(contract.Customer, out Customer? billed) && ((_customer!.InvoicedTo ?? billed?.InvoicedTo) is not ExternalRef named || TryInvoiced(named));
    }

    /// <summary>Who an invoice of a contract is for: what follows is that one's.</summary>
    private bool TryInvoiced(Contract contract, Invoice invoice)
    {
        (Customer account, ExternalRef? billed) = (_customer!, _billed);
        if (_invoiced is null && contract.Customer == invoice.Customer)
        {
            return true;
        }

        if (!TryCustomer(invoice.Customer))
        {
            return false;
        }

        _user = _customer!.Ref == account.Ref ? null : (account, billed);
        return true;
    }

    private bool TryInvoiced(ExternalRef named)
    {
        (Customer account, ExternalRef? billed) = (_customer!, _billed);
        bool found = TryCustomer(named);
        _invoiced = found && _customer!.Ref != account.Ref ? _customer : null;
        (_customer, _billed) = (account, billed);
        return found;
    }
}
