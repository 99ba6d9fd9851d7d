namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>What an opportunity says, as it is read.</summary>
internal sealed class OpportunityDraft : Draft
{
    public string? AccountId { get; set; }

    public AccountDraft? Account { get; set; }

    public string? Name { get; set; }

    public string? Stage { get; set; }

    public decimal? Amount { get; set; }

    public DateOnly? CloseDate { get; set; }

    public bool IsClosed { get; set; }

    public bool IsWon { get; set; }

    public string? Currency { get; set; }

    public DateOnly? StartsOn { get; set; }

    public long? TermMonths { get; set; }

    public List<LineDraft> Lines { get; } = [];

    public List<RoleDraft> Roles { get; } = [];
}
