"""A list to begin with; the welfare division changes it in the admin, and what it removed does not come back."""

from django.db import migrations

WORDS = ["", "交付 渡すこと、出すこと", "給付される もらえる", "支給いたします 振り込みます、渡します", "支給される もらえる", "受給する 受け取る", "受給資格 使える条件", "該当する あてはまる", "申請書類 申し込みの書類", "添付 いっしょに出すこと", "提出する 出す", "持参 持ってくること", "来庁 市役所に来ること", "窓口まで来所 窓口に来ること", "居住する 住んでいる", "世帯主 家の代表の人", "扶養する 養う（生活の面倒をみる）", "被保険者 保険に入っている人", "納付 払うこと", "滞納 払えずにたまっていること", "徴収 お金を集めること", "減免 安くする、または払わなくてよくすること", "免除 払わなくてよいこと", "猶予 待ってもらうこと", "償還 返すこと", "貸付 お金を貸すこと", "貸与 貸すこと", "還付 お金を返してもらうこと", "控除 差し引くこと", "所定の 決められた", "遅滞なく すぐに", "速やかに すぐに", "当該 この、その", "及び と", "並びに と", "又は または、か", "若しくは または、か", "等に係る についての", "に係る についての", "に基づき をもとに", "に際し のときに", "のみ だけ", "概ね だいたい", "原則として ふつうは", "要件 条件", "事由 わけ", "疾病 病気", "就労 働くこと", "就業 働くこと", "離職 仕事をやめること", "失効 使えなくなること", "記載 書くこと", "押印 はんこを押すこと", "ご留意ください 気をつけてください", ""]


def add(apps, schema_editor):
    easier_word = apps.get_model("cms", "EasierWord")
    pairs = [line.split(" ", 1) for line in WORDS if line]
    easier_word.objects.bulk_create(
        [easier_word(word=word, easier=easier) for word, easier in pairs], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("cms", "0005_easier_words")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
