namespace Odoo.Connectors.Collections;

/// <summary>An activity in Odoo that a step of dunning makes for a person: on the invoice, else on the customer.</summary>
public sealed class DunningActivity
{
    /// <summary>The login of the user who is to do it. Required: Odoo must have that user, and let it see the invoice.</summary>
    public string User { get; set; } = "";

    /// <summary>What is to be done, at most 100 characters, such as <c>Call the customer</c>. Required.</summary>
    public string Summary { get; set; } = "";

    /// <summary>How many days after the step it is to be done by, 0 to 365. The default is 0: the same day.</summary>
    public int DueInDays { get; set; }
}
