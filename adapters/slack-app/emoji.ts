// Emoji by the names that Slack writes in texts, as characters: the ones people type at work. Others keep their names.

import { z } from 'zod'

const table = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|clap 👏|wave 👋|pray 🙏|muscle 💪|raised_hands 🙌|point_up ☝️
point_right 👉|point_left 👈|point_down 👇|point_up_2 👆|crossed_fingers 🤞|v ✌️|handshake 🤝|writing_hand ✍️|eyes 👀
smile 😄|smiley 😃|grin 😁|grinning 😀|laughing 😆|sweat_smile 😅|joy 😂|rolling_on_the_floor_laughing 🤣|wink 😉
blush 😊|slightly_smiling_face 🙂|upside_down_face 🙃|relaxed ☺️|innocent 😇|heart_eyes 😍|star-struck 🤩
kissing_heart 😘|hugging_face 🤗|thinking_face 🤔|neutral_face 😐|expressionless 😑|no_mouth 😶|smirk 😏
unamused 😒|face_with_rolling_eyes 🙄|grimacing 😬|relieved 😌|pensive 😔|sleepy 😪|sleeping 😴|mask 😷
sunglasses 😎|nerd_face 🤓|confused 😕|worried 😟|slightly_frowning_face 🙁|white_frowning_face ☹️|open_mouth 😮
hushed 😯|astonished 😲|flushed 😳|pleading_face 🥺|cry 😢|sob 😭|scream 😱|disappointed 😞|sweat 😓|weary 😩
tired_face 😫|triumph 😤|rage 😡|angry 😠|skull 💀|poop 💩|hankey 💩|shrug 🤷|man-shrugging 🤷‍♂️|woman-shrugging 🤷‍♀️
facepalm 🤦|face_palm 🤦|heart ❤️|orange_heart 🧡|yellow_heart 💛|green_heart 💚|blue_heart 💙|purple_heart 💜
black_heart 🖤|white_heart 🤍|broken_heart 💔|two_hearts 💕|sparkling_heart 💖|star ⭐|star2 🌟|sparkles ✨|zap ⚡
fire 🔥|boom 💥|tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁|birthday 🎂|trophy 🏆|100 💯|rocket 🚀|bulb 💡
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|warning ⚠️
exclamation ❗|heavy_exclamation_mark ❗|question ❓|grey_question ❔|bangbang ‼️|no_entry ⛔|no_entry_sign 🚫
information_source ℹ️|zzz 💤|triangular_flag_on_post 🚩|bell 🔔|lock 🔒|unlock 🔓|lock_with_ink_pen 🔏
closed_lock_with_key 🔐|key 🔑|mag 🔍|link 🔗|paperclip 📎|pushpin 📌|memo 📝|pencil2 ✏️|clipboard 📋|calendar 📆
date 📅|clock1 🕐|alarm_clock ⏰|hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚|email 📧|envelope ✉️
incoming_envelope 📨|outbox_tray 📤|inbox_tray 📥|package 📦|mailbox 📫|phone ☎️|telephone_receiver 📞|iphone 📱
computer 💻|camera 📷|credit_card 💳|moneybag 💰|euro 💶|receipt 🧾|shopping_bags 🛍️|shopping_trolley 🛒
truck 🚚|delivery_truck 🚚|articulated_lorry 🚛|airplane ✈️|ship 🚢|bus 🚌|car 🚗|bike 🚲|house 🏠|hospital 🏥
sunny ☀️|cloud ☁️|rain_cloud 🌧️|snowflake ❄️|snowman ⛄|umbrella ☔|rainbow 🌈|mountain ⛰️|snow_capped_mountain 🏔️
camping 🏕️|tent ⛺|evergreen_tree 🌲|deciduous_tree 🌳|four_leaf_clover 🍀|sunflower 🌻|rose 🌹|tulip 🌷
cherry_blossom 🌸|dog 🐶|cat 🐱|bear 🐻|fish 🐟|coffee ☕|tea 🍵|beer 🍺|cake 🍰|apple 🍎|pizza 🍕|skier ⛷️|ski 🎿
running 🏃|runner 🏃|walking 🚶|hiking_boot 🥾|athletic_shoe 👟|socks 🧦|coat 🧥|gloves 🧤|scarf 🧣|tshirt 👕
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|repeat 🔁|recycle ♻️
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|large_green_circle 🟢|red_circle 🔴|large_blue_circle 🔵
flag-no 🇳🇴|flag-se 🇸🇪|flag-dk 🇩🇰|flag-fi 🇫🇮|flag-gb 🇬🇧
`

export const emojiByName: ReadonlyMap<string, string> = new Map(
  table
    .trim()
    .split(/[|\n]/)
    .map((entry) => {
      const [name = '', sign = ''] = entry.split(' ')
      return [name, sign] as const
    }),
)

/** What follows an emoji of a person or hand to colour it: `skin-tone-2` to `skin-tone-6`. */
export const skinTones: ReadonlyMap<string, string> = new Map(
  ['🏻', '🏼', '🏽', '🏾', '🏿'].map((sign, at) => [`skin-tone-${at + 2}`, sign]),
)

const Emoji = z.object({ type: z.literal('emoji'), name: z.string(), unicode: z.string().optional() })

/** The characters of emoji that the message's own blocks tell, wherever they stand in them. */
export function emojiIn(blocks: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const look = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(look)
    if (typeof value !== 'object' || value === null) return
    const emoji = Emoji.safeParse(value)
    if (emoji.success) {
      const { name, unicode = '' } = emoji.data
      const points = unicode.split('-').map((point) => Number.parseInt(point, 16))
      if (points.every((point) => point > 0 && point <= 0x10ffff)) found.set(name, String.fromCodePoint(...points))
    } else Object.values(value).forEach(look)
  }
  look(blocks)
  return found
}
