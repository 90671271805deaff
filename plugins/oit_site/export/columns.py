"""The promised columns of the open data: names, types, Thai headings and what each means.

A column is never renamed or moved without an entry under *ข้อมูล* in the changelog; a new one stands at the end.
What nobody said or what cannot be judged has a word of its own:

- `unstated`: nobody has filled in the year's disclosures (checked), or the agency states no status (claimed);
- `unconfirmed`: there is evidence, but no source confirms an element of the item, so it is not counted.
"""

from __future__ import annotations

from oit_site.checklist import State
from oit_site.export.tables import Column
from oit_site.freshness import Freshness
from oit_site.lock import LockState

STATUS_WORDS = {
    State.COMPLETE: "complete",
    State.PARTIAL: "partial",
    State.MISSING: "missing",
    State.NOT_APPLICABLE: "not-applicable",
    State.UNCONFIRMED: "unconfirmed",
    State.UNSTATED: "unstated",
}
"""The word of each state in open data."""

STATUS_MEANING = (
    "complete = ครบถ้วน, partial = บางส่วน, missing = ยังไม่เปิดเผย, not-applicable = ไม่เกี่ยวข้อง (มีเหตุผล), "
    "unconfirmed = มีหลักฐานแต่องค์ประกอบยังไม่ยืนยันจึงไม่นับ, unstated = ยังไม่ได้กรอก"
)

_YEAR = Column(
    "fiscal_year_be", "ปีงบประมาณ (พ.ศ.)", "year", "ปีงบประมาณเป็น พ.ศ. เช่น 2566 คือ 1 ต.ค. 2565 – 30 ก.ย. 2566", True
)
_AGENCY = Column(
    "agency_id",
    "รหัสหน่วยงาน",
    "string",
    "รหัสหน่วยงาน คงที่ทุกปี ใช้เชื่อมตาราง คือรหัสทางราชการที่ระบุไว้ ถ้าไม่ระบุเป็นชื่อย่อภาษาอังกฤษในที่อยู่เว็บ",
    True,
)
_ITEM = Column("item_id", "รหัสข้อ", "string", "รหัสข้อ OIT ตัวพิมพ์เล็ก เช่น o12 ตีความคู่กับปีของรายการข้อเสมอ", True)

CHECKLIST_COLUMNS = (
    _YEAR,
    _AGENCY,
    _ITEM,
    Column("agency_name", "หน่วยงาน", "string", "ชื่อเต็มของหน่วยงาน หน่วยงานที่ไม่มีอยู่จริงลงท้ายว่า (ข้อมูลสมมติ)", True),
    Column("edition_be", "ปีของรายการข้อ (พ.ศ.)", "year", "ปีของรายการข้อ OIT ที่ใช้นับ เลขข้อต่างปีเทียบกันโดยตรงไม่ได้", True),
    Column("item_no", "ข้อที่", "integer", "เลขข้อ OIT เช่น 12 คือข้อ O12", True),
    Column("indicator", "ตัวชี้วัดที่", "integer", "ตัวชี้วัด ITA ที่ข้อนี้อยู่ (9 หรือ 10)", True),
    Column("sub_indicator", "ตัวชี้วัดย่อย", "string", "รหัสตัวชี้วัดย่อย เป็นข้อความ เช่น 9.1", True),
    Column("title_th", "ชื่อข้อ", "string", "ชื่อข้อตามรายการของปีนั้น", True),
    Column(
        "status_claimed",
        "สถานะที่หน่วยงานระบุ",
        "string",
        f"สถานะที่หน่วยงานระบุเอง: {STATUS_MEANING}",
        True,
        ("complete", "partial", "missing", "not-applicable", "unstated"),
    ),
    Column(
        "status_checked",
        "สถานะที่ตรวจ",
        "string",
        f"สถานะที่โปรแกรมตรวจจากหลักฐาน: {STATUS_MEANING}",
        True,
        tuple(STATUS_WORDS.values()),
    ),
    Column("elements_required", "องค์ประกอบที่ต้องมี", "integer", "จำนวนองค์ประกอบที่มีแหล่งยืนยันแล้ว", True),
    Column("elements_met", "องค์ประกอบที่มี", "integer", "จำนวนองค์ประกอบที่ต้องมี ซึ่งมีหลักฐานที่ผ่านการตรวจแล้ว", True),
    Column("evidence_count", "จำนวนหลักฐาน", "integer", "จำนวนหลักฐานของข้อ เท่ากับจำนวนแถวในตาราง oit-evidence", True),
    Column("evidence_url", "ที่อยู่หลักฐาน", "string", "ที่อยู่ของหลักฐานชิ้นแรกที่นับได้ ถ้าไม่มีจึงเป็นชิ้นแรก"),
    Column("page_url", "ที่อยู่หน้าข้อ", "string", "หน้าของข้อนี้ในเว็บไซต์ ใช้ส่งผู้ตรวจ", True),
    Column("published_date", "วันที่เผยแพร่ล่าสุด", "date", "วันที่เผยแพร่ล่าสุดในหลักฐานของข้อ (ค.ศ. แบบ ISO 8601)"),
    Column("responsible_unit", "ผู้รับผิดชอบ", "string", "กลุ่มหรือหน่วยที่รับผิดชอบข้อนี้"),
    Column("measure_count", "จำนวนมาตรการที่เกี่ยวข้อง", "integer", "จำนวนแถวในตาราง measures ที่ระบุข้อนี้", True),
    Column("note", "คำอธิบาย", "string", "คำอธิบายของหน่วยงาน หรือเหตุผลที่ไม่เกี่ยวข้อง"),
)

EVIDENCE_COLUMNS = (
    _YEAR,
    _AGENCY,
    _ITEM,
    Column("seq", "ลำดับ", "integer", "ลำดับของหลักฐานในข้อ เริ่มที่ 1", True),
    Column("title_th", "หลักฐาน", "string", "ชื่อหลักฐาน", True),
    Column("url", "ที่อยู่", "string", "ที่อยู่ของไฟล์ หน้า หรือลิงก์ ว่างเมื่อไม่พบไฟล์"),
    Column("elements", "องค์ประกอบที่ครอบคลุม", "string", "รหัสองค์ประกอบที่หลักฐานนี้ครอบคลุม คั่นด้วย ; "),
    Column("media_type", "ชนิดไฟล์", "string", "ชนิดของไฟล์จากเนื้อไฟล์จริง (IANA media type) ว่างสำหรับลิงก์ภายนอก"),
    Column("size_bytes", "ขนาด (ไบต์)", "integer", "ขนาดไฟล์เป็นไบต์ ว่างสำหรับหน้าเว็บและลิงก์ภายนอก"),
    Column("sha256", "sha256", "string", "ลายนิ้วมือไฟล์ (ค่าแฮช SHA-256) ใช้ตรวจว่าไฟล์ไม่ถูกเปลี่ยน"),
    Column("published_date", "วันที่เผยแพร่", "date", "วันที่เผยแพร่หลักฐาน (ค.ศ. แบบ ISO 8601)"),
    Column("covers_fiscal_year_be", "เป็นข้อมูลของปี (พ.ศ.)", "string", "ปีงบประมาณของข้อมูลในหลักฐาน หลายปีคั่นด้วย ; "),
    Column(
        "open_level",
        "ระดับความเปิด",
        "integer",
        "5 = RDF/JSON-LD, 3 = CSV/JSON/XML, 2 = XLS/XLSX/ODS, 1 = PDF/DOCX/HTML และอื่น ๆ ลิงก์ภายนอกดูจากนามสกุล",
    ),
    Column(
        "text_layer",
        "ชั้นข้อความ (ร้อยละ)",
        "integer",
        "ร้อยละของหน้า PDF ที่ค้นหาและอ่านออกเสียงได้ 0 คือภาพสแกนทั้งไฟล์ ว่างเมื่อไม่ใช่ PDF",
    ),
    Column(
        "link_state",
        "สถานะลิงก์",
        "string",
        "own = อยู่ในเว็บไซต์นี้, absent = ไม่พบไฟล์หรือหน้าในเว็บไซต์นี้, unchecked = ลิงก์ภายนอกที่ยังไม่ได้ตรวจ, ok = เปิดได้, "
        "moved = ย้ายที่, unverified = ยืนยันไม่ได้, gone = หายไป",
        True,
        ("own", "absent", "unchecked", "ok", "moved", "unverified", "gone"),
    ),
    Column("link_checked_date", "วันที่ตรวจลิงก์", "date", "วันที่ตรวจลิงก์ครั้งล่าสุด (ค.ศ. แบบ ISO 8601)"),
    Column(
        "lock_state",
        "การยืนยันไฟล์",
        "string",
        "confirmed = ยืนยันแล้ว, recorded = บันทึกแล้วแต่ยังไม่มีผู้ยืนยัน, changed = ต้องทบทวน เพราะไฟล์เปลี่ยนไปจากที่บันทึก, "
        "unrecorded = ยังไม่ได้บันทึก ว่างเมื่อไม่ใช่ไฟล์ในเว็บไซต์นี้",
        choices=tuple(state.value for state in LockState),
    ),
    Column(
        "confirmed_date",
        "วันที่ยืนยันไฟล์",
        "date",
        "วันที่มีผู้ยืนยันไฟล์ครั้งล่าสุด (ค.ศ. แบบ ISO 8601) ถ้า lock_state เป็น changed คือวันที่ยืนยันไฟล์เดิม",
    ),
    Column("confirmed_by", "ตำแหน่งผู้ยืนยันไฟล์", "string", "ตำแหน่งของผู้ยืนยันไฟล์ครั้งล่าสุด ไม่ใช่ชื่อบุคคล"),
    Column(
        "asked_fiscal_year_be",
        "ปีของข้อมูลที่ข้อขอ (พ.ศ.)",
        "year",
        "ปีงบประมาณของข้อมูลที่ข้อนี้ขอ ว่างเมื่อข้อไม่ผูกกับปีใด",
    ),
    Column(
        "freshness",
        "ความตรงปี",
        "string",
        "match = ตรงปีที่ข้อขอ, old = ปีเก่ากว่าที่ขอ, other = คนละปี, unstated = ไม่ระบุปีของข้อมูลจึงไม่ถือว่าผิด ว่างเมื่อข้อไม่ผูกกับปีใด",
        choices=tuple(kind.value for kind in Freshness),
    ),
)

MEASURES_COLUMNS = (
    _YEAR,
    _AGENCY,
    Column("issue_id", "รหัสประเด็น", "string", "รหัสประเด็น ใช้ในที่อยู่ของหน้า", True),
    Column("measure_id", "รหัสมาตรการ", "string", "รหัสมาตรการในประเด็น", True),
    Column("issue_title_th", "ประเด็น", "string", "ชื่อประเด็นที่มาตรการนี้ตอบ", True),
    Column("title_th", "มาตรการ", "string", "มาตรการหรือแนวทาง", True),
    Column("indicators", "ตัวชี้วัด", "string", "ตัวชี้วัด ITA ของประเด็น คั่นด้วย ; "),
    Column("oit_items", "ข้อ OIT", "string", "รหัสข้อ OIT ที่มาตรการหรือประเด็นระบุ ตามเลขของรายการปีนั้น คั่นด้วย ; "),
    Column("responsible", "ผู้รับผิดชอบ", "string", "ผู้รับผิดชอบ ถ้ามาตรการไม่ระบุ ใช้ของประเด็น คั่นด้วย ; "),
    Column("timeframe", "ระยะเวลา", "string", "ช่วงเวลาตามที่พิมพ์ ถ้ามาตรการไม่ระบุ ใช้ของประเด็น"),
    Column("steps", "ขั้นตอน", "string", "ขั้นตอนหรือวิธีการ บรรทัดละขั้น ถ้ามาตรการไม่ระบุ ใช้ของประเด็น"),
    Column("monitoring", "การกำกับติดตาม", "string", "วิธีและผู้กำกับติดตาม ถ้ามาตรการไม่ระบุ ใช้ของประเด็น"),
    Column("results", "ผลการดำเนินการ", "string", "ผลการดำเนินการ ถ้ามาตรการไม่ระบุ ใช้ของประเด็น"),
    Column("outcomes", "ผลลัพธ์", "string", "ผลลัพธ์หรือความสำเร็จ ถ้ามาตรการไม่ระบุ ใช้ของประเด็น"),
    Column("problems", "ปัญหาและอุปสรรค", "string", "ปัญหาและอุปสรรค ถ้ามาตรการไม่ระบุ ใช้ของประเด็น «ไม่มี» เป็นค่า ไม่ใช่ช่องว่าง"),
    Column("suggestions", "ข้อเสนอแนะ", "string", "ข้อเสนอแนะ ถ้ามาตรการไม่ระบุ ใช้ของประเด็น"),
    Column(
        "budget_thb",
        "งบประมาณ (บาท)",
        "number",
        "งบประมาณของมาตรการเอง จึงรวมยอดได้ไม่ซ้ำ งบที่ตั้งไว้รวมทั้งประเด็นดูที่หน้าประเด็น ไม่อยู่ในตารางนี้",
    ),
    Column("page_url", "ที่อยู่หน้ามาตรการ", "string", "หน้าของมาตรการในเว็บไซต์", True),
)

ASSESSMENT_COLUMNS = (
    Column(
        "fiscal_year_be",
        "ปีงบประมาณที่ประเมิน (พ.ศ.)",
        "year",
        "ปีงบประมาณที่ถูกประเมิน มักเป็นปีก่อนปีในที่อยู่ไฟล์ เพราะใช้ผลของปีก่อนตั้งมาตรการ",
        True,
    ),
    _AGENCY,
    Column("indicator_no", "ตัวชี้วัดที่", "integer", "1–10 คือตัวชี้วัด ITA และ 0 คือคะแนนรวมของหน่วยงาน", True),
    Column("name_th", "ตัวชี้วัด", "string", "ชื่อตัวชี้วัด", True),
    Column("instrument", "แบบวัด", "string", "IIT, EIT, OIT หรือ ITA สำหรับคะแนนรวม", True, ("IIT", "EIT", "OIT", "ITA")),
    Column("score_printed", "คะแนนตามเอกสาร", "number", "คะแนนตามที่พิมพ์ในเอกสาร (0–100) ว่างเมื่อเอกสารไม่ระบุ"),
    Column("grade_printed", "ระดับตามเอกสาร", "string", "ระดับผลการประเมินตามที่พิมพ์ในเอกสาร"),
    Column(
        "score_recomputed",
        "คะแนนที่คำนวณใหม่",
        "number",
        "คะแนนรวมที่คำนวณจากตัวชี้วัดที่พิมพ์ (30/30/40) มีเฉพาะแถวคะแนนรวม ไม่ใช่คะแนนทางการ",
    ),
)
