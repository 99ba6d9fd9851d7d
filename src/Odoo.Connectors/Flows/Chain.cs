using System.Diagnostics.CodeAnalysis;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// Collects the effects of one decision, parents first. A step that cannot be taken says why: something must be read first,
/// awaited, or looked at by a person.
/// </summary>
internal sealed partial class Chain(LeadToCashOptions options, OwnershipTable ownership, MappingTable mappings, CompanyRouting routing, Known known)
{
    private readonly List<Intent> _intents = [];
    private readonly List<SameRecord> _links = [];
    private readonly List<Snapshot> _seen = [];
    private readonly Placement _placement = new(routing, known);
    private readonly Subscribing _subscribing = new(ownership, known);
    private readonly CrmTelling _crm = new(options, new AccountTotals(ownership, routing.Systems.Count > 0 ? routing.Systems : [options.Erp], known), known);
    private Customer? _customer;
    private readonly List<object> _roots = [];
    private ExternalRef? _billed;
    private ContractStatus? _contractStatus;
    private Contract? _contract;
    private DealProgress? _progress;
    private Payment? _lastPayment;
    private Decision? _stop;
    private CaseReason? _review;

    /// <summary>Asks for several objects at once, so that one round of reading fetches them all.</summary>
    public void Ask(params ReadOnlySpan<ExternalRef?> references)
    {
        foreach (ExternalRef? reference in references)
        {
            if (reference is not null)
            {
                known.TryRead<object>(reference, out _);
            }
        }
    }

    /// <summary>Everything that was collected, at the company that it belongs to.</summary>
    public Decision Decide()
    {
        _intents.AddRange(_subscribing.Intents);
        if (!_placement.Applies)
        {
            return Do(_intents);
        }

        if (!TryPlace(out string? system, out CaseReason? stop))
        {
            return stop is null ? Decision.Needs : new Decision.Review(stop);
        }

        return _placement.TrySpread(_intents, options.Erp, system, out IReadOnlyList<Intent> spread) ? Do(spread) : Decision.Needs;
    }

    private Decision.Do Do(IReadOnlyList<Intent> intents) => new(intents) { Links = _links, Seen = [.. _seen, .. SeenTerms, .. SeenTroubles], ForReview = _review, Note = _note };

    /// <summary>Why a step was not taken.</summary>
    public Decision Stop(Known asked) => asked.HasNeeds ? Decision.Needs : _stop ?? Decision.Needs;

    /// <summary>Adds an effect; what several documents stand on is added once.</summary>
    public void Add(Intent intent)
    {
        if (!_intents.Exists(i => (i.Target, i.Kind, i.Source, i.Discriminator) == (intent.Target, intent.Kind, intent.Source, intent.Discriminator)))
        {
            _intents.Add(intent);
        }
    }

    /// <summary>Whether nothing was collected.</summary>
    public bool IsEmpty => _intents.Count == 0 && _seen.Count == 0 && _review is null;

    public void Remember(Snapshot seen) => _seen.Add(seen);

    public void AddDocument(string kind, ExternalRef source, object record, string? discriminator = null) => Add(new Intent
    {
        Target = options.Erp, Kind = kind, Class = EffectClass.Document, Source = source, Record = record, Customer = _customer, Discriminator = discriminator,
        InvoicedTo = kind == EffectKinds.Contract ? _invoiced : null,
    });

    public void AddAmendment(Contract now, Amendment amendment, DateTimeOffset at) => AddAmendment(now, amendment, TermsHash.Of(amendment, at));

    private void AddAmendment(Contract now, Amendment amendment, string key) => AddDocument(EffectKinds.Amendment, now.Deal ?? now.Ref, now with { Amendments = [amendment] }, key);

    /// <summary>The CRM's account and deal show where they stand; independent of everything but the order of its own values.</summary>
    public void AddStatus(ContractStatus status)
    {
        if (Account is not null)
        {
            Told(_crm.OfAccount(Account.Ref, _user is var (_, billed) ? billed : _billed, status, _user is null ? _lastPayment : null, _troubles));
        }

        if (_user is not null)
        {
            Told(_crm.OfInvoiced(_customer!.Ref, _billed, _lastPayment));
        }

        TellDeal(Progress() is { } progress ? progress with { Status = status } : null);
    }

    /// <summary>The CRM's account is told all of what it is, whatever it is about.</summary>
    public void TellAccount(ExternalRef account) => Told(_crm.OfAccount(account, null, null, null, null));

    /// <summary>The account's customer at the billing platform shows what it owes in the ledger.</summary>
    public void TellDebt(ExternalRef account) => Told(_crm.OfDebt(account));

    private void TellDeal(DealProgress? progress)
    {
        if (progress is not null && _crm.OfDeal(progress) is var (intent, seen))
        {
            Add(intent);
            _seen.Add(seen);
        }
    }

    private void Told(Intent? intent)
    {
        if (intent is not null)
        {
            Add(intent);
            _seen.AddRange(_crm.Seen(intent));
        }
    }

    /// <summary>The customer, as the owner of customers holds it.</summary>
    public bool TryCustomer(Customer customer)
    {
        _customer = customer;
        AddDocument(EffectKinds.Customer, customer.Ref, customer);
        if (customer is not { PaymentTerms: null, TaxTreatment: null, CreditLimit: null })
        {
            AddState(EffectKinds.CustomerTerms, customer);
        }

        return true;
    }

    /// <summary>The Odoo systems that it writes to.</summary>
    public IReadOnlyList<string> Ledgers => _placement.Applies ? routing.Systems : [options.Erp];

    /// <summary>The customer that a billing document names: the same one at the owner of customers.</summary>
    public bool TryCustomer(ExternalRef named)
    {
        string owner = NamesCustomers;
        if (!known.TryRead(named, out Customer? here))
        {
            return false;
        }

        if (here is not null && owner == named.System)
        {
            return TryCustomer(here);
        }

        if (here?.SameAs is not ExternalRef same || same.System != owner)
        {
            _stop = new Decision.Review(new CaseReason(
                ErrorKind.Dependency, "unknown-customer",
                $"{named} names no customer of {owner}, which owns customers. Enter the {owner} id in its metadata, then retry.", "customer"));
            return false;
        }

        _billed = named;
        _crm.Ask(same, named);
        if (!TrySurvivor(same, out same) || !known.TryRead(same, out Customer? owned))
        {
            return false;
        }

        if (owned is null)
        {
            _stop = new Decision.Wait(new CaseReason(
                ErrorKind.Dependency, "unknown-customer", $"{named} names {same}, which {owner} does not have. Correct the id in its metadata, then retry.", "customer"));
            return false;
        }

        if (IsUntold(same, owned))
        {
            return false;
        }

        _links.Add(new SameRecord(named, same));
        return TryCustomer(owned);
    }

    /// <summary>Whether a record shows a merge that nobody told of, which is told first.</summary>
    private bool IsUntold(ExternalRef asked, object record)
    {
        Decision? first = UntoldMerges.Of(asked, record, known);
        _stop = first ?? _stop;
        return first is not null;
    }

    /// <summary>The customer that stands for one that may have been merged away: documents that name the old one are the new one's.</summary>
    private bool TrySurvivor(ExternalRef named, out ExternalRef survivor)
    {
        survivor = named;
        if (!known.TryLink(named, out RecordLink? link))
        {
            return false;
        }

        for (int merges = 0; merges <= link?.Links.Count && link.Find(survivor) is { State: LinkState.Superseded, SupersededBy: string id }; merges++)
        {
            survivor = named with { Id = id };
        }

        return true;
    }

    /// <summary>One of the people at a customer, as an effect of its own: another one's must not take its place.</summary>
    public void AddContact(Customer customer, Contact contact) => Add(new Intent
    {
        Target = options.Erp, Kind = EffectKinds.Contacts, Class = EffectClass.State, Source = contact.Ref,
        Record = customer with { Contacts = [contact] }, Customer = customer,
    });

    /// <summary>The contract of a won deal.</summary>
    public bool TryContract(Deal deal)
    {
        _roots.Add(deal);
        AddDocument(EffectKinds.Contract, deal.Ref, deal);
        return true;
    }

    /// <summary>The contract of a subscription: made from its deal where it names one, and carrying its id.</summary>
    public bool TryContract(Contract contract)
    {
        if (!TryTerms(contract))
        {
            Ask(contract.Customer, contract.Deal);
            return false;
        }

        _contract = contract;
        _contractStatus = contract.Status;
        _progress = contract.Deal is null ? null : new DealProgress { Deal = contract.Deal, Contract = contract.Ref };
        Ask(contract.Customer, contract.Deal);
        if (!TryParties(contract) || !TryAgreed(contract.Deal, contract, contract.Ref))
        {
            return false;
        }

        ExternalRef source = contract.Deal ?? contract.Ref;
        if (contract.Deal is not null)
        {
            _links.Add(new SameRecord(contract.Ref, contract.Deal));
        }

        Add(new Intent
        {
            Target = options.Erp, Kind = EffectKinds.ContractActivation, Class = EffectClass.State, Source = source, Record = contract, Customer = _customer,
            InvoicedTo = _invoiced,
        });
        return true;
    }

    /// <summary>The posted invoice with everything it stands on.</summary>
    public bool TryInvoice(ExternalRef reference, [NotNullWhen(true)] out Invoice? invoice)
    {
        invoice = null;
        if (IsOthers(reference) || !known.TryRead(reference, out invoice))
        {
            return false;
        }

        if (invoice is null)
        {
            _stop = new Decision.Wait(new CaseReason(ErrorKind.NotFound, "missing-invoice", $"{reference} is not to be found at its source."));
            return false;
        }

        if (DocumentChecks.Check(invoice) is CaseReason problem)
        {
            _stop = new Decision.Review(problem);
            return false;
        }

        Ask(invoice.Contract, invoice.Customer, invoice.Deal);
        if (!TryStanding(invoice))
        {
            return false;
        }

        AddDocument(EffectKinds.Invoice, invoice.Ref, invoice);
        return true;
    }

    private bool TryStanding(Invoice invoice)
    {
        if (invoice.Contract is null)
        {
            bool stands = TryCustomer(invoice.Customer) && TryAgreed(invoice.Deal, null, invoice.Ref);
            if (_roots.Count == 0)
            {
                _roots.Add(invoice);
            }

            return stands;
        }

        if (!known.TryRead(invoice.Contract, out Contract? contract))
        {
            return false;
        }

        if (contract is null)
        {
            _stop = new Decision.Wait(new CaseReason(ErrorKind.NotFound, "missing-contract", $"{invoice.Ref} bills {invoice.Contract}, which is not to be found at its source."));
            return false;
        }

        contract = contract.Deal is null ? contract with { Deal = invoice.Deal } : contract;
        return TryContract(contract) && TryInvoiced(contract, invoice) && TryBring(contract, invoice.Ref, invoice.IssuedAt);
    }

    /// <summary>The contract as agreed: from the deal where one is named, else from the subscription's own terms.</summary>
    private bool TryAgreed(ExternalRef? dealRef, Contract? contract, ExternalRef by)
    {
        if (dealRef is null)
        {
            if (contract is not null)
            {
                _roots.Add(contract);
                AddDocument(EffectKinds.Contract, contract.Ref, contract);
            }

            return true;
        }

        if (!known.TryRead(dealRef, out Deal? deal))
        {
            return false;
        }

        if (deal is null || !deal.IsWon)
        {
            string what = deal is null ? "does not exist" : "is not won";
            _stop = new Decision.Wait(new CaseReason(
                ErrorKind.Dependency, "deal-not-won", $"{by} names {dealRef}, which {what} in {dealRef.System}. Win the deal there or correct the id, then retry.", "deal"));
            return false;
        }

        if (IsUntold(dealRef, deal))
        {
            return false;
        }

        // The terms that make the contract are the won ones, whoever tells of the deal first.
        if (!known.TryShadow(deal.Ref, out Shadow shadow))
        {
            return false;
        }

        if (!DealTerms.WasAgreed(shadow))
        {
            // No subscription tells of it: from here on the deal itself is nothing new, and would make none.
            bool differs = false;
            if (contract is null && (!known.TryLink(deal.Customer.Ref, out RecordLink? customer) || !TrySubscription(deal, customer, out differs)))
            {
                return false;
            }

            if (!differs)
            {
                Remember(DealTerms.Agreed(deal));
            }
        }

        return TryContract(deal);
    }
}
