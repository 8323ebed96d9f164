"""Other headers that columns are known by: what telephone switches, other systems and Chinese reports write.

Names are separated by ``|``; upper and lower case, blanks, underscores and hyphens make no difference.
"""

AGENT_ID = "agent|employee|employee id|login id|extension|工号|员工编号|坐席工号"

ALIASES: dict[str, dict[str, str]] = {
    "history": {
        "queue": "skill|split/skill|split|csq|queue name|技能组|队列|技能",
        "start": "interval start|interval|start interval|start time|date time|timestamp|开始时间|时间|时段",
        "offered": (
            "calls offered|offer|offered calls|contacts offered|calls presented|presented|volume|"
            "来电量|呼入量|呼入总量|进线量"
        ),
        "aht_seconds": (
            "aht|avg handle time|average handle time|avg handling time|average handling time|"
            "平均处理时长|平均处理时间"
        ),
        "handled": "calls handled|answered|acd calls|contacts handled|answer|接听量|接起量|受理量",
        "abandoned": "calls abandoned|aban calls|abandon|contacts abandoned|放弃量|呼损量",
        "answered_within": "answered within threshold|calls in sl|within sl|20秒接听量",
        "asa_seconds": "asa|avg speed ans|average speed of answer|avg speed of answer|平均应答速度|平均等待时长",
    },
    "agents": {
        "agent_id": AGENT_ID,
        "name": "agent name|full name|姓名|员工姓名",
        "team": "group|team name|班组|小组|团队",
        "contract": "contract type|合同|合同类型",
        "skills": "skill|queues|技能|技能组",
        "hire_date": "hired|start date|入职日期|入职时间",
        "speed": "speed factor|效率系数",
        "availability": "available|可用时间|可排班时间",
        "role": "角色|岗位",
        "rotation": "轮班|轮班方案",
        "rotation_offset": "轮班偏移",
        "hours_balance": "工时余额|工时账户|hours account",
        "birth_date": "date of birth|birthday|出生日期",
        "site": "location|职场|地点",
        "mentor": "师傅|导师",
    },
    "performance": {
        "agent_id": AGENT_ID,
        "period_start": "from|开始日期",
        "period_end": "to|结束日期",
        "handled": "calls handled|contacts|受理量|接听量",
        "aht_seconds": "aht|avg handle time|平均处理时长",
        "qa_score": "qa|quality|质检分|质检得分",
        "fcr": "first contact resolution|一次解决率|首解率",
        "csat": "satisfaction|满意度",
        "errors": "差错|差错数",
        "complaints": "投诉|投诉量",
        "transfers": "转接|转接量",
        "adherence": "遵时率",
        "weaknesses": "topics|薄弱项|薄弱点",
        "evaluations": "qa samples|质检量|抽检量",
        "surveys": "survey answers|参评量",
    },
    "absences": {
        "agent_id": AGENT_ID,
        "start": "from|start date|开始时间|开始日期",
        "end": "to|until|end date|结束时间|结束日期",
        "kind": "type|类型",
    },
    "requests": {
        "agent_id": AGENT_ID,
        "date": "day|日期|datum",
        "kind": "type|类型",
        "value": "值",
        "weight": "priority|权重",
    },
    "events": {
        "queue": "skill|队列|技能组",
        "start": "from|start date|开始时间|开始日期",
        "end": "to|until|end date|结束时间|结束日期",
        "kind": "type|类型",
        "factor": "multiplier|系数",
        "name": "event|名称|活动",
    },
    "training": {
        "topic": "course|课程|知识点",
        "minutes": "duration|时长|分钟",
        "prerequisite": "前置课程",
        "format": "形式",
        "max_group": "group size|人数上限",
        "cures": "改善项",
        "mandatory_by": "deadline|截止日期",
    },
    "traininglog": {
        "agent_id": AGENT_ID,
        "date": "day|日期|datum",
        "topic": "course|课程|知识点",
        "start": "from|start time|开始时间|开始",
        "status": "what became of it|attendance|result|出席状态|状态|考勤|结果",
        "minutes": "minutes spent|实际分钟|分钟|时长",
    },
    "groups": {
        "kind": "type|类型",
        "members": "agents|成员",
        "value": "值",
        "points": "分值",
        "hard": "必须",
    },
    "headcounts": {
        "date": "day|日期|datum",
        "weekday": "星期",
        "shift": "shifts|班次",
        "wanted": "需求人数|人数",
        "under": "缺员分值",
        "over": "超员分值",
        "least": "最少",
        "most": "最多",
        "group": "组别",
    },
    "pins": {
        "agent_id": AGENT_ID,
        "date": "day|日期|datum",
        "kind": "type|类型",
        "start": "开始时间",
        "end": "结束时间",
        "shift": "班次",
    },
    "shifts": {
        "agent_id": AGENT_ID,
        "date": "day|日期|datum",
        "kind": "type|类型",
        "shift": "班次",
        "start": "开始时间",
        "end": "结束时间",
        "breaks": "休息",
    },
}


def aliases_of(table: str, column: str) -> tuple[str, ...]:
    """Other headers of one column, as people write them."""
    names = ALIASES.get(table, {}).get(column, "")
    return tuple(names.split("|")) if names else ()
