using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Access;
using Odoo.Connectors.Testing.Accounting;
using Odoo.Connectors.Testing.Accounting.Bank;
using Odoo.Connectors.Testing.Automation;
using Odoo.Connectors.Testing.Sales;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>What a model does beyond storing: defaults, computed fields, reactions and methods.</summary>
internal abstract class Behavior(string model)
{
    public static Behavior None { get; } = new Plain();

    public string Model { get; } = model;

    public static IEnumerable<Behavior> All() =>
    [
        new PartnerBehavior(), new PartnerBankBehavior(), new CurrencyBehavior(), new CurrencyRateBehavior(), new CompanyBehavior(), new UserBehavior(), new ProductBehavior(), new ProductTemplateBehavior(), new FiscalPositionBehavior(),
        new TaxBehavior(), new PaymentTermBehavior(), new RepartitionLineBehavior(), new JournalBehavior(), new MoveBehavior(), new MoveLineBehavior(), new PaymentBehavior(), new ReversalBehavior(), new PaymentRegisterBehavior(), new PaymentMethodLineBehavior(), new PartialReconcileBehavior(), new StatementLineBehavior(),
        new OrderBehavior(), new OrderLineBehavior(), new InvoiceWizardBehavior(), new ExternalIdBehavior(), new ServerActionBehavior(), new LeadBehavior(),
        new AttachmentBehavior(), new MessageBehavior(), new ActivityBehavior(), new PartnerMergeBehavior(), new GroupBehavior(), new ApiKeyBehavior(), new ApiKeyDescriptionBehavior(), new IdentityCheckBehavior(), new AutomationBehavior(), new FieldBehavior(),
    ];

    public virtual string DisplayName(Env env, Row row) => row.Text("name") ?? $"{row.Model},{row.Id}";

    public virtual object? Compute(Env env, Row row, string field) => null;

    /// <summary>The value that a company-dependent field has where a record has none of its own.</summary>
    public virtual object? CompanyDefault(Env env, string field) => null;

    /// <summary>Fills in what the caller left out.</summary>
    public virtual void Default(Env env, JsonObject vals)
    {
    }

    /// <summary>The record has an id but no values yet.</summary>
    public virtual void Inserted(Env env, Row row)
    {
    }

    public virtual void Created(Env env, Row row, JsonObject vals)
    {
    }

    public virtual void Writing(Env env, Row row, JsonObject vals)
    {
    }

    public virtual void Written(Env env, Row row, JsonObject vals)
    {
    }

    public virtual void Unlinking(Env env, Row row)
    {
    }

    public virtual void Unlinked(Env env, Row row)
    {
    }

    public virtual IEnumerable<Method> Methods() => [];

    private sealed class Plain() : Behavior("");
}
