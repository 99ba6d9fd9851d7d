namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>The properties that every portal has, as far as a money flow reads them: name, kind, * unique, ! read-only, then the options.</summary>
internal static class HubSpotBuiltIns
{
    private const string Common = "hs_object_id:number! createdate:datetime! hs_lastmodifieddate:datetime! hubspot_owner_id:enumeration hs_merged_object_ids:enumeration!";
    private const string Stages = "lifecyclestage:enumeration=subscriber,lead,marketingqualifiedlead,salesqualifiedlead,opportunity,customer,evangelist,other";
    private const string Frequency = "recurringbillingfrequency:enumeration=weekly,biweekly,monthly,quarterly,per_six_months,annually,per_two_years,per_three_years,per_four_years,per_five_years hs_recurring_billing_period:string";

    private static readonly Dictionary<string, string> Own = new(StringComparer.Ordinal)
    {
        ["contacts"] = $"email:string* firstname lastname phone mobilephone company jobtitle website address city state zip country {Stages} hs_additional_emails:enumeration! lastmodifieddate:datetime!",
        ["companies"] = $"name domain website phone address address2 city state zip country industry:enumeration type:enumeration description annualrevenue:number numberofemployees:number {Stages} hs_additional_domains:enumeration! hs_parent_company_id:number!",
        ["deals"] = "dealname amount:number deal_currency_code:enumeration dealstage:enumeration pipeline:enumeration closedate:datetime dealtype:enumeration=newbusiness,existingbusiness description hs_is_closed:bool! hs_is_closed_won:bool! hs_deal_stage_probability:number! num_associated_contacts:number!",
        ["products"] = $"name description price:number hs_sku hs_cost_of_goods_sold:number hs_url {Frequency}",
        ["line_items"] = $"name description quantity:number price:number amount:number! discount:number hs_discount_percentage:number hs_sku hs_product_id:number {Frequency} hs_recurring_billing_start_date:date hs_line_item_currency_code:enumeration hs_tax_rate_group_id hs_pricing_model:enumeration=flat,volume,stairstep,graduated hs_tier_ranges hs_tier_prices hs_position_on_quote:number",
    };

    public static string Group(HubSpotType type) => $"{type.Singular.Replace("_", string.Empty, StringComparison.Ordinal)}information";

    public static IEnumerable<HubSpotProperty> Of(HubSpotType type) =>
        $"{Common} {Own[type.Name]}".Split(' ').Select(text => Read(text, Group(type)));

    private static HubSpotProperty Read(string text, string group)
    {
        string[] definition = text.Split('=');
        string[] parts = definition[0].TrimEnd('!', '*').Split(':');
        return new HubSpotProperty(parts[0], parts.Length > 1 ? parts[1] : "string")
        {
            GroupName = group,
            IsBuiltIn = true,
            IsUnique = definition[0].EndsWith('*'),
            IsReadOnly = definition[0].EndsWith('!'),
            Options = definition.Length > 1 ? [.. definition[1].Split(',').Select(value => (value, value))] : [],
        };
    }
}
