namespace Odoo.Connectors.Testing;

/// <summary>The types of the organisation, their fields and how they hang together.</summary>
internal sealed class SalesforceSchema
{
    private const string Common = "Id IsDeleted CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp";
    private const string Undeletable = "User Organization OpportunityStage PermissionSet FieldPermissions PermissionSetAssignment";

    private static readonly HashSet<string> ReadOnly = new(
        "Id IsDeleted CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp MasterRecordId IsWon IsClosed HasOpportunityLineItem ExpectedRevenue ListPrice Subtotal BillingAddress ShippingAddress MailingAddress".Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<(string Type, string Relation), (string Type, string Key)> ChildRelations = new()
    {
        [("Opportunity", "OpportunityLineItems")] = ("OpportunityLineItem", "OpportunityId"),
        [("Account", "Contacts")] = ("Contact", "AccountId"),
        [("Account", "Opportunities")] = ("Opportunity", "AccountId"),
        [("Product2", "PricebookEntries")] = ("PricebookEntry", "Product2Id"),
        [("Pricebook2", "PricebookEntries")] = ("PricebookEntry", "Pricebook2Id"),
        [("Opportunity", "OpportunityContactRoles")] = ("OpportunityContactRole", "OpportunityId"),
        [("Contact", "OpportunityContactRoles")] = ("OpportunityContactRole", "ContactId"),
        [("Contact", "AccountContactRelations")] = ("AccountContactRelation", "ContactId"),
        [("Account", "ChildAccounts")] = ("Account", "ParentId"),
    };

    private readonly Dictionary<string, OrderedDictionary<string, SalesforceField>> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _types = new(StringComparer.OrdinalIgnoreCase);

    public SalesforceSchema()
    {
        Add("Account", "Name MasterRecordId ParentId Type Phone Website Industry AccountNumber BillingStreet BillingCity BillingState BillingPostalCode BillingCountry BillingStateCode BillingCountryCode BillingAddress ShippingStreet ShippingCity ShippingState ShippingPostalCode ShippingCountry ShippingAddress OwnerId CurrencyIsoCode Description NumberOfEmployees AnnualRevenue");
        Add("Contact", "AccountId MasterRecordId FirstName LastName Name Email Phone MobilePhone Title MailingStreet MailingCity MailingState MailingPostalCode MailingCountry MailingAddress HasOptedOutOfEmail OwnerId CurrencyIsoCode");
        Add("Opportunity", "AccountId Name StageName Amount ExpectedRevenue Probability CloseDate Type LeadSource IsClosed IsWon ForecastCategory ForecastCategoryName HasOpportunityLineItem Pricebook2Id OwnerId ContactId CampaignId CurrencyIsoCode Description NextStep");
        Add("OpportunityLineItem", "OpportunityId PricebookEntryId Product2Id ProductCode Name Quantity UnitPrice ListPrice TotalPrice Subtotal Discount ServiceDate Description SortOrder CurrencyIsoCode");
        Add("Product2", "Name ProductCode IsActive Family StockKeepingUnit Description CurrencyIsoCode");
        Add("PricebookEntry", "Name Product2Id Pricebook2Id ProductCode UnitPrice IsActive CurrencyIsoCode");
        Add("Pricebook2", "Name IsActive IsStandard");
        Add("OpportunityContactRole", "OpportunityId ContactId Role IsPrimary");
        Add("AccountContactRelation", "AccountId ContactId Roles IsDirect IsActive");
        Add("OpportunityStage", "MasterLabel ApiName IsActive SortOrder IsClosed IsWon ForecastCategory ForecastCategoryName DefaultProbability Description");
        Add("PermissionSet", "Name Label Description IsOwnedByProfile");
        Add("FieldPermissions", "ParentId SobjectType Field PermissionsRead PermissionsEdit");
        Add("PermissionSetAssignment", "AssigneeId PermissionSetId");
        Add("User", "Name Username Email IsActive");
        Add("Organization", "Name IsSandbox OrganizationType InstanceName DefaultLocaleSidKey");
    }

    public string? TypeName(string type) => _types.GetValueOrDefault(type);

    public IEnumerable<string> Fields(string type) => Described(type).Select(field => field.Name);

    public IEnumerable<SalesforceField> Described(string type) => _fields[type].Values.Where(field => field.IsVisible);

    /// <summary>The field's own spelling, or null when the type has no such field or nobody may see it.</summary>
    public string? FieldName(string type, string field) => Field(type, field) is { IsVisible: true } found ? found.Name : null;

    public SalesforceField? Field(string type, string field) => _fields.GetValueOrDefault(type)?.GetValueOrDefault(field);

    /// <summary>Every field, those that nobody may see among them.</summary>
    public IEnumerable<(string Type, SalesforceField Field)> All() => _fields.SelectMany(type => type.Value.Values.Select(field => (_types[type.Key], field)));

    public void Set(string type, SalesforceField field) => _fields[type][field.Name] = field;

    public void Remove(string type, string field) => _fields[type].Remove(field);

    public void Add(string type, string fields = "")
    {
        _types.TryAdd(type, type);
        if (!_fields.TryGetValue(type, out OrderedDictionary<string, SalesforceField>? known))
        {
            _fields[type] = known = new OrderedDictionary<string, SalesforceField>(StringComparer.OrdinalIgnoreCase);
        }

        foreach (string field in $"{Common} {fields}".Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (field != "IsDeleted" || !Undeletable.Split(' ').Contains(type))
            {
                known.TryAdd(field, new SalesforceField(field, SalesforceFieldTypes.Of(field)) { IsExternalId = IsCustom(field) });
            }
        }
    }

    public static bool IsReadOnly(string field) => ReadOnly.Contains(field);

    public static bool IsCustom(string name) => name.EndsWith("__c", StringComparison.OrdinalIgnoreCase);

    public static (string Type, string Key)? Children(string type, string relation)
    {
        foreach (((string parent, string name), (string Type, string Key) child) in ChildRelations)
        {
            if (parent.Equals(type, StringComparison.OrdinalIgnoreCase) && name.Equals(relation, StringComparison.OrdinalIgnoreCase))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>The field that holds the id behind a parent relation.</summary>
    public static string ParentKey(string relation) =>
        relation.EndsWith("__r", StringComparison.OrdinalIgnoreCase) ? $"{relation[..^3]}__c" : $"{relation}Id";

    public static string ParentType(string relation) => relation switch
    {
        "Owner" or "CreatedBy" or "LastModifiedBy" => "User",
        "Parent" => "Account",
        _ => relation,
    };

    public static SalesforceFieldKind Kind(string field) => field switch
    {
        _ when IsCustom(field) => SalesforceFieldKind.Any,
        "CreatedDate" or "LastModifiedDate" or "SystemModstamp" => SalesforceFieldKind.DateTime,
        "Amount" or "Probability" or "Quantity" or "UnitPrice" or "ListPrice" or "TotalPrice" or "Subtotal" or "Discount" or "AnnualRevenue" or "ExpectedRevenue" or "DefaultProbability" => SalesforceFieldKind.Number,
        "SortOrder" or "NumberOfEmployees" => SalesforceFieldKind.Integer,
        "BillingAddress" or "ShippingAddress" or "MailingAddress" => SalesforceFieldKind.Compound,
        _ when field.EndsWith("Id", StringComparison.Ordinal) => SalesforceFieldKind.Id,
        _ when field.EndsWith("Date", StringComparison.Ordinal) => SalesforceFieldKind.Date,
        _ when field.StartsWith("Is", StringComparison.Ordinal) || field.StartsWith("Has", StringComparison.Ordinal) || field.StartsWith("Permissions", StringComparison.Ordinal) => SalesforceFieldKind.Boolean,
        _ => SalesforceFieldKind.Text,
    };
}
