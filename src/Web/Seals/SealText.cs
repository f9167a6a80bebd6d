using System.Globalization;
using Shouwen.Seals;

namespace Shouwen.Web.Seals;

/// <summary>A seal in words, to be noted outside.</summary>
public static class SealText
{
    /// <summary>Which day it covers, in the organisation's zone.</summary>
    public static string Day(Seal seal, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(seal.From, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>One line; the hash is its last word.</summary>
    public static string Line(Seal seal, TimeZoneInfo zone) => $"第 {seal.Number} 号  {Day(seal, zone)}  {seal.Count} 件  {Fingerprints.Grouped(seal.Hash)}";

    public static string Full(Seal seal, string organisation, TimeZoneInfo zone) => $"""
        {organisation} 每日封存 第 {seal.Number} 号
        日期：{Day(seal, zone)}
        这一天写过的事项：{seal.Count} 件
        封存于：{TimeZoneInfo.ConvertTime(seal.MadeAt, zone):yyyy-MM-dd HH:mm:ss}
        根哈希：{seal.Root}
        前一号：{(seal.Previous.Length > 0 ? seal.Previous : "（无，这是第一号）")}
        封存哈希：{Fingerprints.Grouped(seal.Hash)}

        请把“封存哈希”记在本单位系统之外（打印存档、发邮件给监督部门）。以后用 shouwen verify --seal 哈希 核对：
        这一天和以前的任何一条记录被改动、删除或补写，都会对不上。
        """;
}
