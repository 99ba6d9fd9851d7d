using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>What was open of one line as of a day.</summary>
/// <param name="Document">The document or payment in Odoo.</param>
/// <param name="Number">Its number.</param>
/// <param name="Customer">Who owes it, or is owed.</param>
/// <param name="BookedOn">The day in the books.</param>
/// <param name="DaysOverdue">How many days it was overdue; 0 where it was not.</param>
/// <param name="Open">How much; below zero where the customer was owed.</param>
internal sealed record OpenThen(ExternalRef Document, string? Number, ExternalRef? Customer, DateOnly BookedOn, int DaysOverdue, Money Open);
