"""Usual names of columns by what they mean, the surest first: names of logs in English, then in Chinese."""

from engine import columns as c

USERS = """
user_id userid user uid user_code customer_id customerid customer cust_id member_id memberid member visitor_id
visitorid visitor account_id accountid account buyer_id buyer shopper_id client_id client viewer_id viewer listener_id
listener reader_id reader subscriber_id subscriber profile_id person_id person follower_id investor_id learner_id
learner student_id student pupil_id patient_id patient subject_id participant_id device_id session_user user_pseudo_id
msno reviewer_id reviewerid consumer_id passenger_id player_id employee_id 用户id 用户编号 用户 用户号 用户标识
用户代码 会员id 会员编号 会员 会员号 会员卡号 客户id 客户编号 客户 客户号 顾客id 顾客编号 顾客 买家id 买家编号 买家
账号 账户 账号id 账户id 账户号 观众id 观众 听众id 听众 读者id 读者编号 读者 学生id 学生编号 学号 学生 学员id 学员编号
学员 患者id 患者编号 患者 病人id 病人编号 病人 就诊人id 就诊卡号 投资者id 投资人id 投资者 粉丝id 关注者id 访客id 访客
玩家id 设备id
"""
ITEMS = """
item_id itemid item iid item_code product_id productid product sku sku_id asin parent_asin goods_id goodsid good_id
merchandise_id article_id articleid article movie_id movieid movie film_id film video_id videoid video photo_id
show_id series_id episode_id track_id trackid track song_id songid song music_id album_id artist_track book_id bookid
book isbn news_id newsid news story_id content_id contentid content doc_id document_id post_id postid post tweet_id
note_id target_id followee_id friend_id creator_post_id business_id venue_id poi_id place_id restaurant_id hotel_id
listing_id property_id job_id course_id courseid course lesson_id exercise_id problem_id question_id resource_id
module_id fund_id fund_code fund security_id stock_id stock_code ticker symbol instrument_id isin asset_id loan_id
drug_id drug medication_id medicine_id doctor_id provider_item treatment_id recipe_id app_id game_id ad_id ad
creative_id 商品id 商品编号 商品 商品编码 商品代码 产品id 产品编号 产品 货号 物品id 物品编号 物品 项目id 电影id
电影编号 电影 影片id 影片编号 影片 视频id 视频编号 视频 短视频id 剧集id 节目id 歌曲id 歌曲编号 歌曲 音乐id 曲目id
图书id 图书编号 图书 书籍id 书id 书号 书 文章id 文章编号 文章 新闻id 新闻编号 新闻 资讯id 内容id 内容编号 内容 帖子id
帖子编号 帖子 微博id 笔记id 动态id 被关注者id 好友id 课程id 课程编号 课程 课程代码 习题id 题目id 题目编号 题目
知识点id 资源id 基金id 基金代码 基金编号 基金 股票id 股票代码 股票 证券代码 理财产品id 理财产品 产品代码 药品id
药品编号 药品编码 药品 药物id 医生id 医生编号 医生 科室id 职位id 酒店id 门店id 店铺商品id 餐厅id 游戏id 应用id 广告id
"""
FEEDBACK = """
feedback rating ratings stars star star_rating review_score overall overall_rating user_rating movie_rating
book_rating click clicked is_click is_clicked clicks label like liked is_like likes favorite favourite is_favorite
upvote vote purchase purchased is_purchase bought quantity qty units order_quantity add_to_cart conversion converted
is_convert play_count plays playcount listen_count listens watch_ratio watch_time watch_duration play_duration
play_time_ms completion completion_rate progress view views view_count dwell_time read_time reading_time is_read
time_spent share shared is_share retweet is_follow follow followed interaction engagement response reward value
preference amount invested_amount investment holding holding_amount subscribed bought_amount trade_amount grade
correct is_correct score score_obtained mark marks passed completed enrolled satisfaction adherence outcome effect
评分 打分 评价分 评价分数 用户评分 评级 星级 评价 反馈 点击 是否点击 点击次数 点击数 标签 点赞 是否点赞 喜欢 是否喜欢
收藏 是否收藏 加购 购买 是否购买 购买次数 购买数量 购买量 数量 转化 是否转化 播放次数 播放量 播放时长 观看时长 观看比例
完播率 播放完成率 收听次数 浏览次数 浏览量 浏览时长 阅读时长 停留时长 是否阅读 分享 转发 是否转发 是否关注 关注 互动
金额 购买金额 投资金额 申购金额 持有金额 持仓金额 交易金额 成绩 得分 是否正确 正确 是否通过 完成度 完成率 学习进度
学习时长 是否完成 满意度 疗效 依从性
"""
TIMES = """
timestamp time ts unix_timestamp unix_time epoch time_ms timestamp_ms datetime date_time date day event_time
event_timestamp event_date created_at createdat created create_time created_time create_date click_time view_time
watch_time_at watched_at play_time played_at listened_at rated_at rating_time rating_date review_time review_date
unixreviewtime purchase_date purchase_time purchased_at order_date order_time ordered_at transaction_date
transaction_time trade_date trade_time invested_at publish_click_time read_at posted_at published_at log_time
request_time impression_time exposure_time occurred_at visit_time visit_date prescribed_at prescription_date
enrolled_at enroll_date submit_time submitted_at answered_at start_time date_added time_stamp utc_time 时间 时间戳
日期 发生时间 事件时间 创建时间 点击时间 点击日期 浏览时间 观看时间 观看日期 播放时间 收听时间 评分时间 评分日期
评价时间 评论时间 购买时间 购买日期 下单时间 下单日期 订单时间 交易时间 交易日期 成交时间 申购日期 阅读时间 发布时间
转发时间 点赞时间 关注时间 曝光时间 请求时间 就诊时间 就诊日期 开药时间 处方日期 选课时间 选课日期 提交时间 答题时间
学习时间 记录时间 日志时间 操作时间
"""
POSITIONS = """
position pos slot slot_id place display_position item_position click_position rank rank_position ranking
shown_position placement display_rank list_position page_position index_in_list 位置 展示位置 曝光位置 排名 坑位 槽位
排序位置 推荐位置 展示顺序 序位
"""
PROPENSITIES = """
propensity propensity_score pscore action_prob action_probability logging_prob logging_probability behavior_prob
behaviour_prob exposure_prob exposure_probability show_prob prob_shown selection_probability sampling_probability 倾向
倾向得分 倾向分 倾向性得分 曝光概率 展示概率 选择概率 抽样概率 记录概率
"""
RANDOMIZED = """
randomized randomised random is_random is_rand israndom random_exposure is_randomized exploration is_exploration
random_policy is_uniform uniform_exposure 随机 是否随机 随机曝光 是否随机曝光 随机推荐 是否随机推荐 随机流量 探索
是否探索
"""
WEIGHTS = """
weight weights sample_weight sampling_weight instance_weight importance importance_weight survey_weight 权重 样本权重
抽样权重 重要性权重
"""
RANKS = """
rank rnk ranking position pos place list_position rank_position display_position order recommendation_rank 排名 名次
位置 序号 推荐排名 推荐位置 排序 顺序 推荐顺序
"""
SCORES = """
score scores prediction predicted pred predicted_score predicted_rating prediction_score relevance relevance_score
probability prob ranking_score model_score logit estimate est recommendation_score ctr pctr 分数 得分 预测 预测分
预测分数 预测值 预测评分 推荐分 推荐分数 推荐得分 相关性 相关度 概率 模型分数 模型得分 预估点击率
"""
PROVIDERS = """
provider publisher seller seller_id seller_name vendor vendor_id merchant merchant_id shop shop_id store store_id
brand brand_id manufacturer artist artist_id artist_name author author_id creator creator_id uploader uploader_id
channel channel_id producer studio director label record_label source news_source media outlet supplier supplier_id
issuer fund_company fund_manager fund_house company company_id teacher teacher_id instructor instructor_id lecturer
university school hospital hospital_id clinic doctor_name pharma_company host host_id blogger poster_id owner_id
供应商 供应商id 卖家 卖家id 商家 商家id 商家名称 店铺 店铺id 店铺名称 品牌 品牌id 厂商 厂家 制造商 出版社 发行方 歌手
歌手id 艺人 艺术家 作者 作者id 创作者 创作者id 博主 博主id up主 up主id 上传者 主播 主播id 频道 频道id 制片方 制作公司
导演 来源 新闻来源 媒体 媒体名称 发布者 发布者id 基金公司 基金经理 发行机构 管理人 基金管理人 公司 教师 教师id 讲师
讲师id 老师 授课教师 学校 大学 开课学校 医院 医院id 诊所 医院名称 药厂 生产企业 药企
"""
ATTRIBUTES: dict[str, str] = {
    "gender": "gender sex user_gender 性别 用户性别 会员性别",
    "age": "age user_age age_group age_range age_band agegroup ageband 年龄 年龄段 用户年龄 年龄组 年龄区间",
    "region": "region location country state province city city_level zip zip_code zipcode postal_code postcode area"
    " district user_region hometown county"
    " 地区 地域 区域 省份 省 城市 所在地 所在城市 国家 邮编 邮政编码 城市等级 居住地 籍贯",
}
"""Usual names of what audits group users by; an attribute keeps its own name, this only recognises it."""
USUAL: dict[str, tuple[str, ...]] = {
    c.USER: tuple(USERS.split()),
    c.ITEM: tuple(ITEMS.split()),
    c.FEEDBACK: tuple(FEEDBACK.split()),
    c.TIMESTAMP: tuple(TIMES.split()),
    c.POSITION: tuple(POSITIONS.split()),
    c.PROPENSITY: tuple(PROPENSITIES.split()),
    c.RANDOMIZED: tuple(RANDOMIZED.split()),
    c.WEIGHT: tuple(WEIGHTS.split()),
    c.RANK: tuple(RANKS.split()),
    c.SCORE: tuple(SCORES.split()),
    c.PROVIDER: tuple(PROVIDERS.split()),
}
