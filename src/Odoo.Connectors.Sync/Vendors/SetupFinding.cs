namespace Odoo.Connectors.Sync;

/// <summary>What set-up found about one field.</summary>
/// <param name="Field">The field with its object, for example <c>Account.Billing_Status__c</c>.</param>
/// <param name="State">How it is.</param>
/// <param name="Message">What that means and what to do; for people.</param>
public sealed record SetupFinding(string Field, SetupState State, string Message);
