namespace Odoo.Connectors.Erp;

/// <summary>The check digits that need more than a weighted sum. Each takes a number whose form is right, without its prefix.</summary>
internal static class VatChecks
{
    public static long Number(string digits) => long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    public static int Weighted(string digits, params ReadOnlySpan<int> weights)
    {
        int sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += (digits[i] - '0') * weights[i];
        }

        return sum;
    }

    /// <summary>What is missing to a multiple of 11: 0 to 10.</summary>
    public static int Complement(int sum) => (11 - (sum % 11)) % 11;

    /// <summary>Every second digit from the right is doubled.</summary>
    public static bool Luhn(string digits)
    {
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : CrossSum(2 * digit);
        }

        return sum % 10 == 0;
    }

    /// <summary>ISO 7064, MOD 11,10: Germany and Croatia.</summary>
    public static bool Mod11And10(string digits)
    {
        int product = 10;
        foreach (char c in digits[..^1])
        {
            int sum = (c - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (product + digits[^1] - '0') % 10 == 1;
    }

    public static bool Austria(string number)
    {
        int sum = 4;
        for (int i = 1; i <= 7; i++)
        {
            int digit = number[i] - '0';
            sum += i % 2 == 1 ? digit : CrossSum(2 * digit);
        }

        return (10 - (sum % 10)) % 10 == number[8] - '0';
    }

    public static bool Belgium(string number) => 97 - (Number(number[..8]) % 97) == Number(number[8..]);

    public static bool Bulgaria(string number)
    {
        if (number.Length == 9)
        {
            int first = Weighted(number, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
            return (first == 10 ? Weighted(number, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10 : first) == number[8] - '0';
        }

        // Persons, foreigners, others.
        int check = number[9] - '0';
        int other = 11 - (Weighted(number, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11);
        return Weighted(number, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == check
            || Weighted(number, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == check
            || (other != 10 && other % 11 == check);
    }

    public static bool Cyprus(string number)
    {
        int[] odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
        int sum = 0;
        for (int i = 0; i < 8; i++)
        {
            int digit = number[i] - '0';
            sum += i % 2 == 0 ? odd[digit] : digit;
        }

        return 'A' + (sum % 26) == number[8];
    }

    public static bool Czechia(string number) => number.Length switch
    {
        8 => (Complement(Weighted(number, 8, 7, 6, 5, 4, 3, 2)) is var check && (check == 0 ? 1 : check) % 10 == number[7] - '0') && number[0] != '9',
        // Persons: birth numbers have a check digit since 1954.
        10 => Number(number[..9]) % 11 % 10 == number[9] - '0',
        _ => true,
    };

    public static bool Greece(string number)
    {
        string digits = number.PadLeft(9, '0');
        return Weighted(digits, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == digits[8] - '0';
    }

    public static bool Spain(string number)
    {
        const string Persons = "TRWAGMYFPDXBNJZSQVHLCKE";
        if (char.IsAsciiDigit(number[0]) || "KLMXYZ".Contains(number[0], StringComparison.Ordinal))
        {
            string digits = number[0] switch { 'X' => "0", 'Y' => "1", 'Z' => "2", 'K' or 'L' or 'M' => "", _ => number[..1] } + number[1..8];
            return Persons[(int)(Number(digits) % 23)] == number[8];
        }

        int sum = 0;
        for (int i = 1; i <= 7; i++)
        {
            int digit = number[i] - '0';
            sum += i % 2 == 1 ? CrossSum(2 * digit) : digit;
        }

        int check = (10 - (sum % 10)) % 10;
        bool byDigit = number[8] - '0' == check, byLetter = number[8] == "JABCDEFGHI"[check];
        return number[0] switch
        {
            'A' or 'B' or 'E' or 'H' => byDigit,
            'N' or 'P' or 'Q' or 'R' or 'S' or 'W' => byLetter,
            'C' or 'D' or 'F' or 'G' or 'J' or 'U' or 'V' => byDigit || byLetter,
            _ => false,
        };
    }

    /// <summary>Keys with letters follow no published rule; the SIREN after them does, but for Monaco's.</summary>
    public static bool France(string number) =>
        (number.AsSpan(2, 3).SequenceEqual("000") || Luhn(number[2..]))
        && (!number[..2].All(char.IsAsciiDigit) || Number(number[..2]) == (12 + (3 * (Number(number[2..]) % 97))) % 97);

    public static bool UnitedKingdom(string number)
    {
        if (!char.IsAsciiDigit(number[0]))
        {
            return true;
        }

        int sum = Weighted(number, 8, 7, 6, 5, 4, 3, 2, 10, 1);
        return sum % 97 == 0 || (sum + 55) % 97 == 0;
    }

    public static bool Ireland(string number)
    {
        // The old form has its last digit in front.
        string digits = char.IsAsciiDigit(number[1]) ? number[..7] : $"0{number[2..7]}{number[0]}";
        int last = number.Length == 9 && number[8] != 'W' ? number[8] - 'A' + 1 : 0;
        return "WABCDEFGHIJKLMNOPQRSTUV"[(Weighted(digits, 8, 7, 6, 5, 4, 3, 2) + (9 * last)) % 23] == number[7];
    }

    public static bool Latvia(string number) => number[0] <= '3' || Weighted(number, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3;

    public static bool Lithuania(string number)
    {
        int check = number.Length == 9 ? Weighted(number, 1, 2, 3, 4, 5, 6, 7, 8) % 11 : Weighted(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2) % 11;
        if (check == 10)
        {
            check = (number.Length == 9 ? Weighted(number, 3, 4, 5, 6, 7, 8, 9, 1) : Weighted(number, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4)) % 11 % 10;
        }

        return check == number[^1] - '0';
    }

    /// <summary>Of companies by the old check digit; of persons, since 2020, by ISO 7064, MOD 97-10, with the letters as numbers.</summary>
    public static bool Netherlands(string number) =>
        Weighted(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11 == number[8] - '0'
        || Number($"2321{number[..9]}11{number[10..]}") % 97 == 1;

    public static bool Romania(string number)
    {
        string digits = number.PadLeft(10, '0');
        return 10 * Weighted(digits, 7, 5, 3, 2, 1, 7, 5, 3, 2) % 11 % 10 == digits[9] - '0';
    }

    public static bool Slovenia(string number)
    {
        int check = 11 - (Weighted(number, 8, 7, 6, 5, 4, 3, 2) % 11);
        return check != 11 && check % 10 == number[7] - '0';
    }

    public static bool Switzerland(string number) => Complement(Weighted(number[1..], 5, 4, 3, 2, 7, 6, 5, 4)) == number[9] - '0';

    private static int CrossSum(int upTo18) => (upTo18 / 10) + (upTo18 % 10);
}
