using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>
/// The business: deals are won and edited in the CRM, subscriptions run and are billed. Everything goes through the emulators,
/// in the forms of the vendors; the amounts are worked out here in minor units.
/// </summary>
internal sealed class Billing(World world)
{
    public const string Version = "2026-10-28.endive";
    public const string UnknownVersion = "2027-03-25.fennel";
    public const string UnknownStatus = "active_until_notice";
    private readonly Random _random = new(world.Seed * 7919);
    private int _ids;

    public List<Shop> Shops { get; } = [];

    public List<JsonObject> Events { get; } = [];

    public int Edits { get; private set; }

    public bool IsOver { get; private set; }

    private long Now => world.Clock.GetUtcNow().ToUnixTimeSeconds();

    private string Stamp => world.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'.000+0000'", CultureInfo.InvariantCulture);

    /// <summary>At least 30 events of at least three customers.</summary>
    public async Task RunAsync()
    {
        int shops = _random.Next(3, 6);
        int wanted = _random.Next(30, 40);
        while (Events.Count + Edits < wanted || Shops.Count < shops || Shops.Any(s => s.Sub is null || !s.IsWon || s.Sister is { IsWon: false }))
        {
            await world.Scheduler.SleepAsync(TimeSpan.FromMilliseconds(_random.Next(4) == 0 ? _random.Next(5, 400) : _random.Next(800, 14_000)), "goes on");
            if (Shops.Count < shops && (Shops.Count < 2 || _random.Next(4) == 0))
            {
                Found();
                if (world.HasSisters && _random.Next(3) > 0)
                {
                    FoundSister(Shops[^1]);
                }
            }
            else
            {
                Act(Shops[_random.Next(Shops.Count)]);
            }
        }

        IsOver = true;
    }

    /// <summary>The person puts edited deals back.</summary>
    public void PutDealsBack()
    {
        foreach (Shop shop in Shops.Where(s => s.IsDealEdited))
        {
            shop.IsDealEdited = false;
            PutDeal(shop, shop.Seats[0]);
        }
    }

    /// <summary>A won deal whose subscription is created and changed five times within one second; nobody is told yet.</summary>
    /// <returns>The six events.</returns>
    public IReadOnlyList<JsonObject> SixAtOnce()
    {
        int before = Events.Count;
        Found();
        Shop shop = Shops[^1];
        Win(shop);
        Subscribe(shop);
        for (int i = 0; i < 5; i++)
        {
            Amend(shop);
        }

        return Events.GetRange(before, 6);
    }

    private void Found()
    {
        int number = Shops.Count + 1;
        string digits = number.ToString("D10", CultureInfo.InvariantCulture);
        Shop shop = new()
        {
            Number = number,
            Name = $"Shop {number} BV",
            Website = $"https://shop{number}.example",
            Account = CrmIds.Of($"001Sm{digits}"),
            Opportunity = CrmIds.Of($"006Sm{digits}"),
            Customer = $"cus_SM{digits}",
            Subscription = $"sub_SM{digits}",
            UnitAmount = _random.Next(2) == 0 ? 4000 : _random.Next(1111, 9999),
            Onboarding = _random.Next(1000, 9000),
        };
        shop.Seats.Add(_random.Next(1, 9));
        Shops.Add(shop);
        PutAccount(shop, isNew: true);
        JsonObject contact = Templates.Of("salesforce-Contact");
        contact["Id"] = CrmIds.Of($"003Sm{digits}");
        contact["AccountId"] = shop.Account;
        contact["Email"] = $"boss@shop{number}.example";
        Stamped(contact);
        world.Salesforce.Put(contact);
        JsonObject customer = Templates.Of("stripe-customer");
        customer["id"] = shop.Customer;
        customer["name"] = shop.Name;
        customer["email"] = $"books@shop{number}.example";
        customer["metadata"]!["crm_account_id"] = shop.Account;
        world.Stripe.Put(customer);
        if (_random.Next(3) > 0)
        {
            Win(shop);
        }
    }

    /// <summary>Somebody entered a company that is there already: under the same name and web site.</summary>
    private void FoundSister(Shop shop)
    {
        string digits = shop.Number.ToString("D10", CultureInfo.InvariantCulture);
        shop.Sister = new Sister { Account = CrmIds.Of($"001Ss{digits}"), Opportunity = CrmIds.Of($"006Ss{digits}"), Seats = _random.Next(1, 9) };
        PutSister(shop, shop.Sister);
    }

    private void WinSister(Shop shop, Sister sister)
    {
        sister.IsWon = true;
        PutDeal(shop, sister.Opportunity, sister.Account, "00kSs", sister.Seats);
        Edits++;
    }

    private void EditSister(Shop shop, Sister sister)
    {
        sister.Phone = $"+32 9 {_random.Next(100, 999)} {_random.Next(10, 99)}";
        PutSister(shop, sister);
        Edits++;
    }

    private void Act(Shop shop)
    {
        if (shop.Sister is { } sister && _random.Next(4) == 0)
        {
            if (sister.IsWon)
            {
                EditSister(shop, sister);
            }
            else
            {
                WinSister(shop, sister);
            }

            return;
        }

        if (shop.Sub is null)
        {
            // Billing may be faster than the CRM.
            if (shop.IsWon || _random.Next(3) == 0)
            {
                Subscribe(shop);
            }
            else
            {
                Win(shop);
            }

            return;
        }

        if (!shop.IsWon)
        {
            Win(shop);
            return;
        }

        Bill? open = shop.Bills.Find(b => b.PaymentIntent is null);
        Bill? paid = shop.Bills.Find(b => b.PaymentIntent is not null && b.Refund is null);
        int dice = _random.Next(100);
        if (shop.Status == "canceled")
        {
            EditAccount(shop);
        }
        else if (open is not null && dice < 45)
        {
            if (!open.Failed && _random.Next(3) == 0)
            {
                Fail(shop, open);
            }
            else
            {
                Pay(shop, open);
            }
        }
        else if (dice < 65)
        {
            Invoice(shop);
        }
        else if (dice < 80)
        {
            Amend(shop);
        }
        else if (dice < 88 && paid is not null)
        {
            Refund(shop, paid);
        }
        else if (dice < 95)
        {
            EditAccount(shop);
        }
        else if (dice < 97 && !shop.IsDealEdited && world.HasSeen(shop.Opportunity))
        {
            EditDeal(shop);
        }
        else if (open is null && dice >= 97)
        {
            Cancel(shop);
        }
        else
        {
            Invoice(shop);
        }
    }

    private void Win(Shop shop)
    {
        shop.IsWon = true;
        PutDeal(shop, shop.Seats[0]);
        Edits++;
        if (shop.Sister is { IsWon: false } sister && _random.Next(2) == 0)
        {
            // Both deals within one poll: neither lane knows of the other one's partner.
            WinSister(shop, sister);
        }
    }

    private void EditDeal(Shop shop)
    {
        shop.IsDealEdited = true;
        PutDeal(shop, shop.Seats[0] + 100);
        Edits++;
    }

    private void EditAccount(Shop shop)
    {
        if (_random.Next(2) == 0)
        {
            shop.Phone = $"+32 9 {_random.Next(100, 999)} {_random.Next(10, 99)}";
        }
        else
        {
            shop.Street = $"Coupure Links {_random.Next(1, 400)}";
        }

        world.Trace.Write($"{shop.Name} has the phone {shop.Phone} and the street {shop.Street}");
        PutAccount(shop, isNew: false);
        Edits++;
    }

    private void PutAccount(Shop shop, bool isNew)
    {
        JsonObject account = isNew ? Templates.Of("salesforce-Account") : world.Salesforce.Find("Account", shop.Account)!;
        account["attributes"] = new JsonObject { ["type"] = "Account" };
        account["Id"] = shop.Account;
        account["Name"] = shop.Name;
        account["Website"] = shop.Website;
        account["Phone"] = shop.Phone;
        account["BillingStreet"] = shop.Street;
        account["BillingAddress"]!["street"] = shop.Street;
        if (isNew)
        {
            account["CreatedDate"] = Stamp;
        }

        Stamped(account);
        world.Salesforce.Put(account);
    }

    private void PutSister(Shop shop, Sister sister)
    {
        JsonObject account = world.Salesforce.Find("Account", sister.Account) ?? Templates.Of("salesforce-Account");
        account["attributes"] = new JsonObject { ["type"] = "Account" };
        account["Id"] = sister.Account;
        account["Name"] = shop.Name;
        account["Website"] = shop.Website;
        account["Phone"] = sister.Phone;
        Stamped(account);
        world.Salesforce.Put(account);
    }

    private void PutDeal(Shop shop, int seats) => PutDeal(shop, shop.Opportunity, shop.Account, "00kSm", seats);

    private void PutDeal(Shop shop, string opportunity, string account, string line, int seats)
    {
        string digits = shop.Number.ToString("D9", CultureInfo.InvariantCulture);
        JsonObject deal = Templates.Of("salesforce-Opportunity");
        deal["Id"] = opportunity;
        deal["AccountId"] = account;
        deal["Account"] = new JsonObject { ["attributes"] = new JsonObject { ["type"] = "Account" }, ["Name"] = shop.Name };
        deal["Name"] = $"Deal {shop.Number}";
        JsonArray lines = (JsonArray)deal["OpportunityLineItems"]!["records"]!;
        for (int i = 0; i < lines.Count; i++)
        {
            int quantity = i == 0 ? seats : 1;
            decimal price = (i == 0 ? shop.UnitAmount : shop.Onboarding) / 100m;
            lines[i]!["Id"] = CrmIds.Of($"{line}{digits}{i}");
            lines[i]!["Quantity"] = (decimal)quantity;
            lines[i]!["UnitPrice"] = price;
            lines[i]!["Discount"] = null;
            lines[i]!["TotalPrice"] = quantity * price;
        }

        Stamped(deal);
        world.Salesforce.Put(deal);
    }

    private void Stamped(JsonObject record)
    {
        record["LastModifiedDate"] = Stamp;
        record["SystemModstamp"] = Stamp;
    }

    private void Subscribe(Shop shop)
    {
        JsonObject evt = Templates.Of("stripe-event-customer.subscription.created");
        JsonObject sub = (JsonObject)evt["data"]!["object"]!;
        sub["id"] = shop.Subscription;
        sub["customer"] = shop.Customer;
        sub["metadata"]!["crm_opportunity_id"] = shop.Opportunity;
        JsonObject item = (JsonObject)sub["items"]!["data"]![0]!;
        item["id"] = $"si_{shop.Subscription}";
        item["subscription"] = shop.Subscription;
        item["quantity"] = shop.Seats[0];
        Price(item, shop);
        foreach (string time in (string[])["created", "start_date", "billing_cycle_anchor"])
        {
            sub[time] = Now;
        }

        shop.Sub = sub;
        Occur(evt, sub);
    }

    private static void Price(JsonObject item, Shop shop)
    {
        item["price"]!["unit_amount"] = shop.UnitAmount;
        item["price"]!["unit_amount_decimal"] = shop.UnitAmount.ToString(CultureInfo.InvariantCulture);
    }

    private void Amend(Shop shop)
    {
        JsonObject before = (JsonObject)shop.Sub!["items"]!.DeepClone();
        before.Remove("object");
        before.Remove("has_more");
        before.Remove("url");
        shop.Seats.Add(shop.Seats[^1] + _random.Next(1, 4));
        shop.Sub["items"]!["data"]![0]!["quantity"] = shop.Seats[^1];
        Update(shop, new JsonObject { ["items"] = before });
    }

    private void Status(Shop shop, string status)
    {
        if (shop.Status != status)
        {
            string before = shop.Status;
            shop.Status = status;
            shop.Statuses++;
            shop.Sub!["status"] = status;
            Update(shop, new JsonObject { ["status"] = before });
        }
    }

    private void Cancel(Shop shop)
    {
        shop.Status = "canceled";
        shop.Statuses++;
        shop.Sub!["status"] = "canceled";
        shop.Sub["ended_at"] = Now;
        shop.Sub["canceled_at"] = Now;
        JsonObject evt = Templates.Of("stripe-event-customer.subscription.updated");
        evt["type"] = "customer.subscription.deleted";
        ((JsonObject)evt["data"]!).Remove("previous_attributes");
        Occur(evt, shop.Sub);
    }

    private void Update(Shop shop, JsonObject previous)
    {
        JsonObject evt = Templates.Of("stripe-event-customer.subscription.updated");
        evt["data"]!["previous_attributes"] = previous;
        Occur(evt, shop.Sub!);
    }

    private void Invoice(Shop shop)
    {
        bool first = shop.Bills.Count == 0;
        JsonObject evt = Templates.Of("stripe-event-invoice.finalized");
        JsonObject invoice = (JsonObject)evt["data"]!["object"]!;
        string id = Id("in");
        string number = $"SM{shop.Number:D4}-{shop.Bills.Count + 1:D4}";
        (long Amount, long Discount, int Quantity, int Unit)[] rows =
        [
            Row(shop.Seats[^1], shop.UnitAmount),
            .. first ? new[] { Row(1, shop.Onboarding) } : [],
        ];
        invoice["id"] = id;
        invoice["number"] = number;
        invoice["customer"] = shop.Customer;
        invoice["customer_name"] = shop.Name;
        JsonObject details = (JsonObject)invoice["parent"]!["subscription_details"]!;
        details["subscription"] = shop.Subscription;
        details["metadata"]!["crm_opportunity_id"] = shop.Opportunity;
        foreach (string time in (string[])["created", "effective_at", "period_start", "period_end"])
        {
            invoice[time] = Now;
        }

        invoice["status_transitions"]!["finalized_at"] = Now;
        JsonArray lines = (JsonArray)invoice["lines"]!["data"]!;
        while (lines.Count > rows.Length)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        invoice["lines"]!["url"] = $"/v1/invoices/{id}/lines";
        long net = 0, tax = 0, amount = 0, discount = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            (long rowNet, long rowTax) = Line((JsonObject)lines[i]!, id, shop, rows[i], i);
            net += rowNet;
            tax += rowTax;
            amount += rows[i].Amount;
            discount += rows[i].Discount;
        }

        Totals(invoice, amount, discount, net, tax);
        invoice["total_discount_amounts"]![0]!["amount"] = discount;
        invoice["total_pretax_credit_amounts"]![0]!["amount"] = discount;
        invoice["amount_due"] = net + tax;
        invoice["amount_remaining"] = net + tax;
        shop.Bills.Add(new Bill { Id = id, Number = number, Invoice = invoice, Net = net, Tax = tax });
        Occur(evt, invoice);
    }

    private static (long Amount, long Discount, int Quantity, int Unit) Row(int quantity, int unit) =>
        ((long)quantity * unit, HalfUp((long)quantity * unit, 10), quantity, unit);

    private static long HalfUp(long amount, int percent) => ((amount * percent) + 50) / 100;

    private static (long Net, long Tax) Line(JsonObject line, string invoice, Shop shop, (long Amount, long Discount, int Quantity, int Unit) row, int place)
    {
        long net = row.Amount - row.Discount;
        long tax = HalfUp(net, 21);
        line["id"] = $"il_{invoice}_{place}";
        line["invoice"] = invoice;
        line["amount"] = row.Amount;
        line["subtotal"] = row.Amount;
        line["quantity"] = row.Quantity;
        line["quantity_decimal"] = row.Quantity.ToString(CultureInfo.InvariantCulture);
        line["discount_amounts"]![0]!["amount"] = row.Discount;
        line["pretax_credit_amounts"]![0]!["amount"] = row.Discount;
        line["pricing"]!["unit_amount_decimal"] = row.Unit.ToString(CultureInfo.InvariantCulture);
        line["subscription"] = shop.Subscription;
        line["taxes"]![0]!["amount"] = tax;
        line["taxes"]![0]!["taxable_amount"] = net;
        return (net, tax);
    }

    private static void Totals(JsonObject document, long amount, long discount, long net, long tax)
    {
        document["subtotal"] = amount;
        document["subtotal_excluding_tax"] = amount;
        document["total_excluding_tax"] = net;
        document["total"] = net + tax;
        document["total_taxes"]![0]!["amount"] = tax;
        document["total_taxes"]![0]!["taxable_amount"] = net;
        _ = discount;
    }

    private void Fail(Shop shop, Bill bill)
    {
        bill.Failed = true;
        bill.Invoice["attempted"] = true;
        bill.Invoice["attempt_count"] = 1;
        bill.Invoice["next_payment_attempt"] = Now + 259_200;
        JsonObject evt = Templates.Of("stripe-event-invoice.payment_failed");
        Occur(evt, bill.Invoice);
        Status(shop, "past_due");
    }

    private void Pay(Shop shop, Bill bill)
    {
        bill.PaymentIntent = Id("pi");
        bill.Failed = false;
        JsonObject intent = Templates.Of("stripe-payment_intent");
        intent["id"] = bill.PaymentIntent;
        intent["customer"] = shop.Customer;
        intent["created"] = Now;
        intent["amount"] = bill.Gross;
        intent["amount_received"] = bill.Gross;
        intent["latest_charge"] = bill.PaymentIntent.Replace("pi_", "ch_", StringComparison.Ordinal);
        world.Stripe.Put(intent);
        JsonObject payment = Templates.Of("stripe-invoice_payment");
        payment["id"] = Id("inpay");
        payment["invoice"] = bill.Id;
        payment["created"] = Now;
        payment["amount_paid"] = bill.Gross;
        payment["amount_requested"] = bill.Gross;
        payment["payment"]!["payment_intent"] = bill.PaymentIntent;
        payment["status_transitions"]!["paid_at"] = Now;
        world.Stripe.Put(payment);
        bill.Invoice["status"] = "paid";
        bill.Invoice["attempted"] = true;
        bill.Invoice["attempt_count"] = (int)bill.Invoice["attempt_count"]! + 1;
        bill.Invoice["amount_paid"] = bill.Gross;
        bill.Invoice["amount_remaining"] = 0;
        bill.Invoice["next_payment_attempt"] = null;
        bill.Invoice["status_transitions"]!["paid_at"] = Now;
        Occur(Templates.Of("stripe-event-invoice.paid"), bill.Invoice);
        if (!shop.Bills.Any(b => b.Failed))
        {
            Status(shop, "active");
        }
    }

    /// <summary>The last line is taken back in full: a credit note that lists its refund.</summary>
    private void Refund(Shop shop, Bill bill)
    {
        JsonObject line = (JsonObject)((JsonArray)bill.Invoice["lines"]!["data"]!)[^1]!;
        long amount = (long)line["amount"]!;
        long discount = (long)line["discount_amounts"]![0]!["amount"]!;
        bill.CreditNet = amount - discount;
        bill.CreditTax = (long)line["taxes"]![0]!["amount"]!;
        bill.CreditNote = Id("cn");
        bill.Refund = Id("re");
        JsonObject note = Templates.Of("stripe-credit_note");
        note["id"] = bill.CreditNote;
        note["invoice"] = bill.Id;
        note["customer"] = shop.Customer;
        note["number"] = $"{bill.Number}-CN-01";
        note["created"] = Now;
        note["effective_at"] = Now;
        note["refunds"]![0]!["refund"] = bill.Refund;
        note["refunds"]![0]!["amount_refunded"] = bill.CreditNet + bill.CreditTax;
        note["amount"] = bill.CreditNet + bill.CreditTax;
        note["post_payment_amount"] = bill.CreditNet + bill.CreditTax;
        note["discount_amount"] = discount;
        note["discount_amounts"]![0]!["amount"] = discount;
        note["pretax_credit_amounts"]![0]!["amount"] = discount;
        Totals(note, amount, discount, bill.CreditNet, bill.CreditTax);
        JsonObject noted = (JsonObject)note["lines"]!["data"]![0]!;
        noted["id"] = $"cnli_{bill.CreditNote}";
        noted["invoice_line_item"] = (string)line["id"]!;
        noted["amount"] = amount;
        noted["discount_amount"] = discount;
        noted["discount_amounts"]![0]!["amount"] = discount;
        noted["pretax_credit_amounts"]![0]!["amount"] = discount;
        noted["quantity"] = (int)line["quantity"]!;
        noted["unit_amount"] = int.Parse((string)line["pricing"]!["unit_amount_decimal"]!, CultureInfo.InvariantCulture);
        noted["unit_amount_decimal"] = (string)line["pricing"]!["unit_amount_decimal"]!;
        noted["taxes"]![0]!["amount"] = bill.CreditTax;
        noted["taxes"]![0]!["taxable_amount"] = bill.CreditNet;
        note["lines"]!["url"] = $"/v1/credit_notes/{bill.CreditNote}/lines";
        JsonObject evt = Templates.Of("stripe-event-refund.created");
        JsonObject refund = (JsonObject)evt["data"]!["object"]!;
        refund["id"] = bill.Refund;
        refund["amount"] = bill.CreditNet + bill.CreditTax;
        refund["created"] = Now;
        refund["customer"] = shop.Customer;
        refund["payment_intent"] = bill.PaymentIntent;
        refund["charge"] = bill.PaymentIntent!.Replace("pi_", "ch_", StringComparison.Ordinal);
        bool noteFirst = _random.Next(3) > 0;
        if (noteFirst)
        {
            world.Stripe.Put(note);
        }

        Occur(evt, refund);
        if (!noteFirst)
        {
            world.Scheduler.Start($"note {bill.CreditNote}", null, async () =>
            {
                world.Pending++;
                await world.Scheduler.SleepAsync(TimeSpan.FromSeconds(_random.Next(5, 90)), "is issued");
                world.Stripe.Put(note);
                world.Pending--;
            });
        }
    }

    private string Id(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}_SM{++_ids:D12}");

    private void Occur(JsonObject evt, JsonObject state)
    {
        evt["id"] = Id("evt");
        evt["created"] = Now;
        evt["data"]!["object"] = state.DeepClone();
        Events.Add(evt);
        if (world.Profile == Profile.Polls)
        {
            // Its list of events is what is read; the event appears there when it is told.
            world.Stripe.Put(state);
        }
        else
        {
            world.Stripe.Occur(evt);
        }

        JsonObject told = evt;
        if ((string)state["object"]! == "subscription" && (string)state["status"]! == "active" && world.Chaos.Has(FaultKind.ApiVersion, 50))
        {
            told = (JsonObject)evt.DeepClone();
            if (_random.Next(2) == 0)
            {
                told["api_version"] = UnknownVersion;
            }
            else
            {
                told["data"]!["object"]!["status"] = UnknownStatus;
            }
        }

        world.Webhooks.Send(told);
    }
}
