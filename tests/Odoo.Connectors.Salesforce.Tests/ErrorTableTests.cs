using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;

namespace Odoo.Connectors.Salesforce.Tests;

public sealed class ErrorTableTests
{
    public static TheoryData<string, ErrorKind, ErrorKind> Verdicts => new()
    {
        { "REQUEST_LIMIT_EXCEEDED", ErrorKind.RateLimited, ErrorKind.RateLimited },
        { "UNABLE_TO_LOCK_ROW", ErrorKind.Transient, ErrorKind.Transient },
        { "SERVER_UNAVAILABLE", ErrorKind.Transient, ErrorKind.Transient },
        { "UNKNOWN_EXCEPTION", ErrorKind.Transient, ErrorKind.Unknown },
        { "REQUEST_RUNNING_TOO_LONG", ErrorKind.Transient, ErrorKind.Unknown },
        { "INVALID_SESSION_ID", ErrorKind.Authentication, ErrorKind.Authentication },
        { "API_DISABLED_FOR_ORG", ErrorKind.Permission, ErrorKind.Permission },
        { "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", ErrorKind.Permission, ErrorKind.Permission },
        { "INVALID_FIELD_FOR_INSERT_UPDATE", ErrorKind.Configuration, ErrorKind.Configuration },
        { "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", ErrorKind.Configuration, ErrorKind.Configuration },
        { "ENTITY_IS_DELETED", ErrorKind.NotFound, ErrorKind.Gone },
        { "NOT_FOUND", ErrorKind.Configuration, ErrorKind.Gone },
        { "DUPLICATES_DETECTED", ErrorKind.Conflict, ErrorKind.Conflict },
        { "DUPLICATE_VALUE", ErrorKind.Conflict, ErrorKind.Conflict },
        { "ENTITY_IS_LOCKED", ErrorKind.Conflict, ErrorKind.Conflict },
        { "INVALID_CROSS_REFERENCE_KEY", ErrorKind.Dependency, ErrorKind.Dependency },
        { "FIELD_CUSTOM_VALIDATION_EXCEPTION", ErrorKind.Validation, ErrorKind.Validation },
        { "REQUIRED_FIELD_MISSING", ErrorKind.Validation, ErrorKind.Validation },
        { "STRING_TOO_LONG", ErrorKind.Validation, ErrorKind.Validation },
        { "MALFORMED_ID", ErrorKind.Validation, ErrorKind.Validation },
        { "INVALID_QUERY_LOCATOR", ErrorKind.Transient, ErrorKind.Transient },
    };

    /// <summary>The enumerations as Salesforce documents them: nothing of them may fall through to "unknown".</summary>
    [Theory]
    [InlineData("status-codes.txt", 370)]
    [InlineData("exception-codes.txt", 205)]
    public void Find_EveryDocumentedCode_HasAVerdict(string file, int count)
    {
        string[] codes = Rig.Fixture(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(count, codes.Length);
        Assert.DoesNotContain(codes, code => ErrorTable.Find(code, isRead: true) is null || ErrorTable.Find(code, isRead: false) is null);
    }

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Find_Code_IsOfItsKind(string code, ErrorKind read, ErrorKind write) =>
        Assert.Equal((read, write), (ErrorTable.Find(code, isRead: true), ErrorTable.Find(code, isRead: false)));

    [Fact]
    public void From_CodeThatNobodyDocuments_IsInDoubtOnWrites()
    {
        SalesforceException ofRecord = ApiErrors.From("crm", new SaveResult(null, false, null, [new ErrorItem(null, "BRAND_NEW_CODE", "words", ["Name"])]));
        SalesforceException ofCall = ApiErrors.From("crm", Answer(400, """[{"errorCode":"BRAND_NEW_CODE","message":"words"}]"""), isRead: false);
        SalesforceException ofRead = ApiErrors.From("crm", Answer(400, """[{"errorCode":"BRAND_NEW_CODE","message":"words"}]"""), isRead: true);

        Assert.Equal((ErrorKind.Unknown, "Name", "BRAND_NEW_CODE"), (ofRecord.Kind, ofRecord.Field, ofRecord.Code));
        Assert.Equal((ErrorKind.Unknown, ErrorKind.Protocol), (ofCall.Kind, ofRead.Kind));
    }

    [Theory]
    [InlineData("""{"statusCode":"MALFORMED_ID","message":"Contact ID: id value of incorrect type","fields":["Id"]}""", ErrorKind.Validation, "Id")]
    [InlineData("""{"statusCode":"INVALID_FIELD","message":"No such column 'Nowhere__c' on sobject of type Account","fields":[]}""", ErrorKind.Configuration, "Nowhere__c")]
    [InlineData("""{"statusCode":"INVALID_FIELD","message":"Foreign key external ID: acct/9 not found for field Connectors_Id__c in entity Account","fields":[]}""", ErrorKind.Dependency, "Connectors_Id__c")]
    public void From_Record_NamesTheFieldOfTheListOrTheMessage(string error, ErrorKind kind, string field)
    {
        SaveResult result = SalesforceJson.Read(System.Text.Encoding.UTF8.GetBytes($$"""[{"success":false,"errors":[{{error}}]}]"""), SalesforceJson.Default.ListSaveResult)![0];

        SalesforceException e = ApiErrors.From("crm", result);

        Assert.Equal((kind, field), (e.Kind, e.Field));
        Assert.DoesNotContain("acct/9", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300, """["/services/data/v66.0/sobjects/Account/001"]""", ErrorKind.Conflict)]
    [InlineData(409, "[]", ErrorKind.Transient)]
    [InlineData(429, "", ErrorKind.RateLimited)]
    [InlineData(500, "<html>canary</html>", ErrorKind.Unknown)]
    [InlineData(414, "", ErrorKind.Unknown)]
    public void From_AnswerWithoutACode_IsToldByItsStatus(int status, string body, ErrorKind kind) =>
        Assert.Equal(kind, ApiErrors.From("crm", Answer(status, body), isRead: false).Kind);

    private static ApiAnswer Answer(int status, string body) => new() { Status = status, Body = System.Text.Encoding.UTF8.GetBytes(body) };
}
