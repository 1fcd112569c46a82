"""Questions about many people and whole areas: levels, clearance, pools, rounds, colours, indices, sites."""

from typing import Any

from outpace.rulebook.clearance import ClearanceFacts, clearance
from outpace.rulebook.colours import StepFacts, UnitCounts, colour_score, colour_step
from outpace.rulebook.indices import IndexFacts, RankFacts, index_pair, rank_units
from outpace.rulebook.pools import PoolFacts, PoolFitFacts, pool_consequence, pool_fit
from outpace.rulebook.question import Rule
from outpace.rulebook.risk_level import AreaCounts, risk_level
from outpace.rulebook.rounds import (
    FrequencyFacts,
    RoundFacts,
    SamplingFacts,
    ZoneRoundFacts,
    round_frequency,
    round_limit,
    sampling_form,
    zone_rounds,
)
from outpace.rulebook.sites import CapacityFacts, SiteFacts, site_capacity, site_standing
from outpace.words.decision import Text

AREAS: tuple[Rule[Any], ...] = (
    Rule(
        name="risk_level",
        title=Text(zh="风险等级", en="Risk level"),
        about=Text(
            zh="按近期病例数判定一个地区的风险等级。",
            en="Which level the counts of an area reach.",
        ),
        facts=AreaCounts,
        decide=risk_level,
    ),
    Rule(
        name="clearance",
        title=Text(zh="清零状态", en="Clearance"),
        about=Text(
            zh="未清零、社区清零、隔离点清零、终结，以及前进还是后退。",
            en="Open, community zero, isolation zero, closed; forward or back.",
        ),
        facts=ClearanceFacts,
        decide=clearance,
    ),
    Rule(
        name="pool_result",
        title=Text(zh="混管结果处置", en="What a pool's result brings"),
        about=Text(
            zh="混管异常时管内人员如何处置；混管异常不等于个人阳性。",
            en="What happens to the people of a pool; a suspect pool is no positive person.",
        ),
        facts=PoolFacts,
        decide=pool_consequence,
    ),
    Rule(
        name="pool_fit",
        title=Text(zh="是否适合混采", en="Whether pooling fits"),
        about=Text(
            zh="什么情况下可以混采，各规格预计的检测量。",
            en="When samples may share a tube, and the tests each size takes.",
        ),
        facts=PoolFitFacts,
        decide=pool_fit,
    ),
    Rule(
        name="sampling_form",
        title=Text(zh="采样方式", en="How samples are taken"),
        about=Text(
            zh="哪类人群单采、一户一管或混采。",
            en="Who is sampled singly, by household, or in pools.",
        ),
        facts=SamplingFacts,
        decide=sampling_form,
    ),
    Rule(
        name="zone_rounds",
        title=Text(zh="区域检测轮次", en="Rounds of a zone"),
        about=Text(
            zh="区域划定后哪几天检测。",
            en="On which days a zone is tested.",
        ),
        facts=ZoneRoundFacts,
        decide=zone_rounds,
    ),
    Rule(
        name="round_frequency",
        title=Text(zh="检测频次", en="How often a place is tested"),
        about=Text(
            zh="全员检测时一个地方每几天检测一轮。",
            en="Every how many days a place is tested.",
        ),
        facts=FrequencyFacts,
        decide=round_frequency,
    ),
    Rule(
        name="round_limit",
        title=Text(zh="一轮检测的时限", en="Limit of a round"),
        about=Text(
            zh="一轮检测何时应当完成。",
            en="When a round has to be complete.",
        ),
        facts=RoundFacts,
        decide=round_limit,
    ),
    Rule(
        name="colour_score",
        title=Text(zh="五色图评分", en="Score of a colour"),
        about=Text(
            zh="按计数评分并对应颜色；评分未经验证。",
            en="The colour that the counts speak for; the score is not validated.",
        ),
        facts=UnitCounts,
        decide=colour_score,
    ),
    Rule(
        name="colour_step",
        title=Text(zh="五色图升降", en="Step of a colour"),
        about=Text(
            zh="上调立即生效，下调每次评估一档。",
            en="Up at once, down one step an assessment.",
        ),
        facts=StepFacts,
        decide=colour_step,
    ),
    Rule(
        name="indices",
        title=Text(zh="管控指数与畅通指数", en="Control index and flow index"),
        about=Text(
            zh="两个指数并列，不相加；缺少不等于零。",
            en="Two indices side by side, never summed; missing is not zero.",
        ),
        facts=IndexFacts,
        decide=index_pair,
    ),
    Rule(
        name="index_rank",
        title=Text(zh="指数排序", en="Ranks of an index"),
        about=Text(
            zh="只在任务量相近的单元之间排序。",
            en="Ranks among units of like load only.",
        ),
        facts=RankFacts,
        decide=rank_units,
    ),
    Rule(
        name="site_standing",
        title=Text(zh="集中隔离点状态", en="Standing of a quarantine site"),
        about=Text(
            zh="隔离点能否接收，为什么。",
            en="Whether people may be brought to a site, and why.",
        ),
        facts=SiteFacts,
        decide=site_standing,
    ),
    Rule(
        name="site_capacity",
        title=Text(zh="隔离房间储备", en="Rooms for quarantine"),
        about=Text(
            zh="按标准需要多少间，缺多少间。",
            en="Rooms that the standard asks for, and how many are lacking.",
        ),
        facts=CapacityFacts,
        decide=site_capacity,
    ),
)
