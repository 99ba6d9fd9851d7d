using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Collections;

/// <summary>Says at start what to set.</summary>
internal sealed class CollectionsOptionsValidator : IValidateOptions<CollectionsOptions>
{
    public ValidateOptionsResult Validate(string? name, CollectionsOptions options)
    {
        List<string> faults = [];
        Check(options.Looked.Count > 0, "Ledgers", "must name an Odoo, or one must be connected by AddOdoo");
        Check(options.Connected.Count == 0 || options.Looked.All(options.Connected.Contains), "Ledgers", $"must be some of {string.Join(", ", options.Connected)}");
        Check(options.GraceDays is >= 0 and <= 365, "GraceDays", "must be from 0 to 365");
        Check(options.Interval >= TimeSpan.FromMinutes(1) && options.Interval <= TimeSpan.FromDays(1), "Interval", "must be from 1 minute to 1 day");
        Check(!options.Steps.Any(s => options.Steps.Any(o => o != s && o.Name == s.Name && ShareGroup(o, s))), "Steps", "must have a name of their own each within a group");
        Check(options.GroupField is null || (options.GroupField.Length > 0 && options.GroupField.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')), "GroupField", "must be the name of a field of the partner in Odoo");
        for (int i = 0; i < options.Steps.Count; i++)
        {
            DunningStep step = options.Steps[i];
            string at = $"Steps:{i}";
            Check(step.Name.Length is > 0 and <= 40 && step.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'), $"{at}:Name", "must be 1 to 40 letters, digits and hyphens");
            Check(step.DaysOverdue is >= 1 and <= 3650, $"{at}:DaysOverdue", "must be from 1 to 3650");
            Check(step.LeastAmounts.All(a => Currency.TryParse(a.Key, out _) && a.Value >= 0m), $"{at}:LeastAmounts", "must be ISO 4217 codes with amounts of zero or more");
            Check(step.Ledgers.All(options.Looked.Contains), $"{at}:Ledgers", $"must be some of {string.Join(", ", options.Looked)}");
            Check(step.Groups.Count == 0 || (options.GroupField is not null && step.Groups.All(g => !string.IsNullOrWhiteSpace(g))), $"{at}:Groups", "must be what GroupField, which must be set, shows");
            Check(step.Activity is null || step.Activity.User.Length > 0, $"{at}:Activity:User", "must be the login of a user in Odoo");
            Check(step.Activity is null || step.Activity.Summary.Length is > 0 and <= 100, $"{at}:Activity:Summary", "must be 1 to 100 characters");
            Check(step.Activity is null || step.Activity.DueInDays is >= 0 and <= 365, $"{at}:Activity:DueInDays", "must be from 0 to 365");
            Check(step.Status is AccountStatus.PastDue or AccountStatus.Suspended, $"{at}:Status", "must be PastDue or Suspended");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        static bool ShareGroup(DunningStep one, DunningStep other) =>
            one.Groups.Count == 0 ? other.Groups.Count == 0 : one.Groups.Intersect(other.Groups, StringComparer.OrdinalIgnoreCase).Any();

        void Check(bool holds, string field, string rule)
        {
            if (!holds)
            {
                faults.Add($"Collections:{field} {rule}.");
            }
        }
    }
}
