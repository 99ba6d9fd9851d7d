namespace Odoo.Connectors.Tests.Shared;

/// <summary>What becomes of a subscription.</summary>
internal enum MonthFate
{
    Plain,
    UpgradedNow,
    UpgradedLater,
    Downgraded,
    FailsOnce,
    FailsTwice,
    FailsForGood,
    CreditedInPart,
    CreditedWhole,
    DisputeWon,
    DisputeLost,
    DisputeOpen,
    CancelledAtEnd,
    CancelledNow,
    Paused,
    ByInvoicePaid,
    ByInvoiceOpen,
    ByInvoiceCredited,
    ByInvoiceVoid,
    ByInvoiceGivenUp,
}
