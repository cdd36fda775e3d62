"""Column names as logs have them, in seven fields and two languages; and names that only look like one."""

import pytest

from engine.data.importing.guesses import guess, spellings
from engine.data.importing.preview import guesses_of

# user | item | feedback | time
HEADERS = {
    "shop": """
customer_id | sku | quantity | order_date
CustomerID | SKU | Quantity | Timestamp
visitorid | itemid | purchased | timestamp
user_id | product_id | rating | created_at
reviewerID | asin | overall | unixReviewTime
account-id | Product Id | purchased | purchase date
buyer_id | goods_id | add_to_cart | event_time
member_id | article_id | units | transaction_date
    """,
    "shop, Chinese": """
用户ID | 商品ID | 评分 | 时间
会员编号 | 商品编码 | 购买数量 | 下单时间
买家ID | 货号 | 是否购买 | 交易时间
顾客编号 | 产品编号 | 购买次数 | 购买日期
客户 | 商品 | 金额 | 订单时间
会员卡号 | 物品ID | 评价分 | 评价时间
账号 | 商品代码 | 加购 | 操作时间
用户 | 产品 | 收藏 | 日期
    """,
    "video": """
userId | movieId | rating | timestamp
user_id | video_id | watch_ratio | time
viewer_id | show_id | watch_time | watched_at
uid | film_id | star_rating | rating_date
profile_id | episode_id | completion_rate | view_time
user | movie | stars | date
UserID | MovieID | Rating | Timestamp
subscriber_id | series_id | is_like | event_timestamp
    """,
    "video, Chinese": """
用户编号 | 视频ID | 完播率 | 观看时间
观众ID | 影片编号 | 评分 | 评分时间
用户 | 电影 | 打分 | 时间戳
用户ID | 短视频ID | 是否点赞 | 曝光时间
会员ID | 剧集ID | 观看时长 | 播放时间
账户ID | 节目ID | 播放次数 | 观看日期
用户号 | 电影编号 | 星级 | 日期
粉丝ID | 视频编号 | 播放完成率 | 发生时间
    """,
    "news": """
reader_id | article_id | click | click_time
user_id | news_id | clicked | impression_time
uid | story_id | dwell_time | published_at
visitor_id | content_id | is_read | read_at
subscriber | doc_id | read_time | ts
userId | newsId | clicks | timestamp
reader | article | views | datetime
device_id | post_id | share | event_date
    """,
    "news, Chinese": """
读者编号 | 新闻编号 | 是否点击 | 点击时间
用户ID | 文章ID | 阅读时长 | 阅读时间
读者 | 新闻 | 点击 | 日期
用户 | 资讯ID | 浏览量 | 浏览时间
访客ID | 内容ID | 停留时长 | 时间戳
设备ID | 文章编号 | 点击次数 | 曝光时间
用户标识 | 新闻ID | 是否阅读 | 日志时间
读者ID | 文章 | 分享 | 发布时间
    """,
    "finance": """
client_id | fund_code | amount | trade_date
investor_id | ticker | holding | transaction_date
customer_id | isin | invested_amount | invested_at
account_id | stock_code | trade_amount | trade_time
clientId | productId | subscribed | date
cust_id | security_id | quantity | order_time
user_id | fund_id | rating | timestamp
member | asset_id | investment | created_time
    """,
    "finance, Chinese": """
客户编号 | 基金代码 | 申购金额 | 申购日期
投资者 | 股票代码 | 交易金额 | 成交时间
客户号 | 产品代码 | 持仓金额 | 交易日期
账户号 | 证券代码 | 金额 | 交易时间
投资人ID | 基金编号 | 投资金额 | 日期
客户ID | 理财产品 | 购买金额 | 购买日期
账号ID | 股票ID | 持有金额 | 时间
用户ID | 基金ID | 是否关注 | 操作时间
    """,
    "social": """
user_id | post_id | liked | created_at
follower_id | followee_id | follow | timestamp
userId | tweet_id | retweet | posted_at
member_id | friend_id | interaction | date
account | note_id | upvote | time
user | content_id | engagement | event_time
uid | business_id | stars | date
person_id | venue_id | views | visit_time
    """,
    "social, Chinese": """
用户ID | 帖子ID | 点赞 | 点赞时间
用户 | 微博ID | 转发 | 转发时间
关注者ID | 被关注者ID | 关注 | 关注时间
账号 | 笔记ID | 收藏 | 时间
用户编号 | 动态ID | 互动 | 发布时间
粉丝ID | 好友ID | 是否关注 | 日期
会员 | 帖子 | 是否喜欢 | 发生时间
用户标识 | 内容编号 | 分享 | 创建时间
    """,
    "education": """
student_id | course_id | grade | enrolled_at
learner_id | lesson_id | completed | submit_time
pupil_id | exercise_id | correct | answered_at
user_id | problem_id | is_correct | start_time
StudentID | ResourceID | score | submitted_at
learner | module_id | progress | date
student | course | mark | enroll_date
uid | question_id | passed | timestamp
    """,
    "education, Chinese": """
学号 | 课程代码 | 成绩 | 选课时间
学生ID | 课程ID | 学习进度 | 学习时间
学员编号 | 课程编号 | 完成度 | 日期
学生 | 课程 | 得分 | 提交时间
学生编号 | 题目ID | 是否正确 | 答题时间
学员ID | 习题ID | 正确 | 提交时间
用户ID | 知识点ID | 学习时长 | 时间
学员 | 资源ID | 是否完成 | 记录时间
    """,
    "health": """
patient_id | drug_id | outcome | prescribed_at
PatientID | DoctorID | satisfaction | visit_date
subject_id | medication_id | adherence | prescription_date
patient | treatment_id | response | visit_time
participant_id | recipe_id | rating | date
patient_id | medicine_id | effect | timestamp
client_id | content_id | completed | created_at
user_id | drug | rating | review_date
    """,
    "health, Chinese": """
患者ID | 药品编码 | 疗效 | 处方日期
病人编号 | 医生ID | 满意度 | 就诊日期
患者 | 药品 | 依从性 | 开药时间
患者编号 | 医生编号 | 评分 | 就诊时间
就诊卡号 | 药品ID | 数量 | 日期
病人ID | 药物ID | 疗效 | 时间
病人 | 医生 | 评价 | 就诊日期
用户ID | 药品编号 | 反馈 | 记录时间
    """,
}
NAMES = ("user_id", "item_id", "feedback", "timestamp")
OTHERS = ["gender", "age", "rating_count", "user_name", "item_title", "价格", "备注", "category"]


def rows(text):
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


@pytest.mark.parametrize("field", HEADERS)
def test_realistic_headers(field):
    found = rows(HEADERS[field])
    assert len(found) == 8
    for header in found:
        guessed = guesses_of("interactions", [*OTHERS, *header])
        assert [guessed.get(name) for name in NAMES] == header


@pytest.mark.parametrize(
    ("canonical", "name"),
    [("position", "slot"), ("position", "展示位置"), ("propensity", "pscore"), ("propensity", "曝光概率"),
     ("propensity", "propensity_score"), ("randomized", "is_rand"), ("randomized", "是否随机"),
     ("weight", "sample weight"), ("weight", "样本权重"), ("rank", "Rank"), ("rank", "名次"), ("score", "prediction"),
     ("score", "预测分"), ("provider", "seller"), ("provider", "歌手"), ("provider", "基金公司"), ("gender", "性别"),
     ("gender", "Sex"), ("age", "年龄段"), ("age", "ageGroup"), ("region", "省份"), ("region", "Zip-code")],
)  # fmt: skip
def test_the_other_names(canonical, name):
    assert guess(canonical, ["x", name, "y"]) == name


TRAPS = """
rating_count num_ratings user_name username user_count item_name item_count timestamp_type is_weekend title scoreboard
clicks_total_of_user reposition weight_kg randomness feedback_text user_feature_0 click_through_url
评分人数 用户数 商品名称 时间段描述 评论 昵称
"""


@pytest.mark.parametrize("name", TRAPS.split())
def test_names_that_only_look_like_one(name):
    assert guesses_of("interactions", [name]) == {}


def test_exact_names_come_first():
    header = ["rating", "feedback", "item", "item_id", "uid", "user_id"]
    assert guesses_of("interactions", header) == {"user_id": "user_id", "item_id": "item_id", "feedback": "feedback"}


def test_no_column_bears_two_names():
    assert guesses_of("recommendations", ["user", "item", "rank"]) == {
        "user_id": "user",
        "item_id": "item",
        "rank": "rank",
    }


def test_spellings_that_are_one():
    alike = ["User ID", "user-id", "userId", "USER_ID", "ｕｓｅｒ＿ｉｄ", "user.id", "user_id:token", " user_id "]
    assert all("user_id" in spellings(name) or "userid" in spellings(name) for name in alike)
    assert {guess("user_id", [name]) for name in alike} == set(alike)
