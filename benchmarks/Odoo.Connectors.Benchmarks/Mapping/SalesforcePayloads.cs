using System.Text;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Records in Salesforce's documented form, with the fields that the adapter selects.</summary>
internal static class SalesforcePayloads
{
    private const string AccountFields =
        "\"attributes\":{\"type\":\"Account\",\"url\":\"/services/data/v66.0/sobjects/Account/001ZM000001QkdOYAS\"},\"Id\":\"001ZM000001QkdOYAS\",\"SystemModstamp\":\"2026-09-15T09:30:00.000+0000\",\"IsDeleted\":false,"
        + "\"MasterRecordId\":null,\"Name\":\"Kanaal Fietsen \\u0026 Zonen\",\"Phone\":\"+32 9 000 00 00\",\"Website\":\"https://kanaalfietsen.example\",\"BillingStreet\":\"Kanaalstraat 12\\r\\nBus 3\","
        + "\"BillingCity\":\"Gent\",\"BillingState\":null,\"BillingPostalCode\":\"9000\",\"BillingCountry\":\"Belgium\","
        + "\"Contacts\":{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"Contact\",\"url\":\"/services/data/v66.0/sobjects/Contact/003ZM000002AbcdYAC\"},"
        + "\"Id\":\"003ZM000002AbcdYAC\",\"Name\":\"An Peeters\",\"Email\":\"an@kanaalfietsen.example\",\"Phone\":\"+32 470 00 00 00\"}]}";

    public static byte[] Account { get; } = Bytes($"{{{AccountFields}}}");

    public static byte[] Contact { get; } = Bytes(
        "{\"attributes\":{\"type\":\"Contact\",\"url\":\"/services/data/v66.0/sobjects/Contact/003ZM000002AbcdYAC\"},\"Id\":\"003ZM000002AbcdYAC\",\"SystemModstamp\":\"2026-09-15T09:30:00.000+0000\","
        + "\"IsDeleted\":false,\"MasterRecordId\":null,\"AccountId\":\"001ZM000001QkdOYAS\",\"Name\":\"An Peeters\",\"Email\":\"an@kanaalfietsen.example\",\"Phone\":null,\"MobilePhone\":\"+32 470 00 00 00\"}");

    public static byte[] WonDeal { get; } = Bytes(
        "{\"attributes\":{\"type\":\"Opportunity\",\"url\":\"/services/data/v66.0/sobjects/Opportunity/006ZM000003EfghYAC\"},\"Id\":\"006ZM000003EfghYAC\",\"SystemModstamp\":\"2026-09-15T09:30:00.000+0000\","
        + "\"IsDeleted\":false,\"AccountId\":\"001ZM000001QkdOYAS\",\"Name\":\"Five seats and onboarding\",\"StageName\":\"Closed Won\",\"Amount\":2450.0,\"CloseDate\":\"2026-09-15\",\"IsClosed\":true,\"IsWon\":true,"
        + $"\"CurrencyIsoCode\":\"EUR\",\"Account\":{{{AccountFields}}},\"OpportunityLineItems\":{{\"totalSize\":3,\"done\":true,\"records\":["
        + $"{Line("1", "SEAT", "Seat", "5.0", "40.0", "200.0")},{Line("2", "SUPPORT", "Support", "1.0", "250.0", "250.0")},{Line("3", "ONBOARD", "Onboarding", "1.0", "2000.0", "2000.0")}]}},"
        + "\"OpportunityContactRoles\":{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"OpportunityContactRole\",\"url\":\"/x\"},\"ContactId\":\"003ZM000002AbcdYAC\",\"IsPrimary\":true}]}}");

    private static string Line(string number, string code, string name, string quantity, string price, string total) =>
        $"{{\"attributes\":{{\"type\":\"OpportunityLineItem\",\"url\":\"/services/data/v66.0/sobjects/OpportunityLineItem/00kZM00000{number}IjklYAC\"}},\"Id\":\"00kZM00000{number}IjklYAC\","
        + $"\"Product2Id\":\"01tZM00000{number}MnopYAC\",\"Quantity\":{quantity},\"UnitPrice\":{price},\"TotalPrice\":{total},\"Discount\":null,\"ServiceDate\":\"2026-10-01\",\"Description\":null,"
        + $"\"Product2\":{{\"attributes\":{{\"type\":\"Product2\",\"url\":\"/x\"}},\"ProductCode\":\"{code}\",\"Name\":\"{name}\"}}}}";

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
