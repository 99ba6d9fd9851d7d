using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>
/// What Chargebee knows an effect by: a customer's, subscription's and usage's id, a payment's and a credit's reference. The same in every
/// attempt and out of every store, for it is made of the effect's key alone. 35 characters; Chargebee takes 50.
/// </summary>
internal static class OwnId
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Bytes = 20;

    public static string Of(string effectKey)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(effectKey));
        StringBuilder text = new("oc_");
        (int buffer, int bits) = (0, 0);
        foreach (byte one in hash.AsSpan(0, Bytes))
        {
            (buffer, bits) = (((buffer << 8) | one) & 0xFFFF, bits + 8);
            for (; bits >= 5; bits -= 5)
            {
                text.Append(Letters[(buffer >> (bits - 5)) & 31]);
            }
        }

        return text.ToString();
    }
}
