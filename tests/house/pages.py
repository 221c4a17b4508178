"""Every address that is opened with GET: by whom its queries are counted, or why they are not.

A line is the address's name, who of the county opens it, and what the address names: an attribute of the county
(`case.key`), a word as it is (`=withdraw`), or what is asked of a list (`?due=week`). A second line for one address
has a word after `#` to tell them apart.
"""

# Pages with rows on them. Five rows of each kind must cost what one does, and the page must really be longer.
LISTS = """
mfa_list_webauthn               officer
accounts:account                officer
accounts:users                  administrator
accounts:user                   administrator officer.key
accounts:organisations          administrator
accounts:organisation           administrator team.key
accounts:invite                 administrator
accounts:give_role              administrator officer.key

audit:changes                   manager ?table=accounts_organisation
audit:sights                    manager
audit:seals                     manager
audit:unusual                   manager
audit:unusual_page              manager unusual.key

batch_list                      administrator
batch                           administrator batch.key
batch_rows                      administrator batch.key =created
batch_rows#changed              administrator batch.key =updated
batch_rows#rejected             administrator batch.key =rejected
batch_rejected                  administrator batch.key
registers:file                  lead school.key =2026-11-23

school_list                     officer
school                          officer school.key
calendar_list                   administrator
calendar_add                    administrator
calendar                        administrator calendar.key
school_calendar                 administrator school.key
rules:page                      manager =cases.soon

ehe:register                    home
ehe:meetings                    home
ehe:meeting                     home parents_meeting.key
provision:list                  inclusion
provision:provider              inclusion provider.key
provision:place                 inclusion away.key
licensing:list                  admin
missing_out:register            keeper
missing_out:file                keeper
missing_out:rating              keeper away.key
missing_out:at_home             home
missing_out:concerns:workspace  keeper
missing_out:concerns:queue      keeper
missing_out:concerns:own_list   virtual
missing_out:concerns:pupil      keeper away.key
missing_out:plans:list          virtual
missing_out:plans:child         virtual in_care.key
missing_out:packs:list          keeper
missing_out:group:themes        keeper
missing_out:packs:pack          keeper board_pack.key
missing_out:packs:pack#agree    manager pack_to_agree.key
missing_out:packs:pack#board    member_of_board board_pack.key
missing_out:packs:workbook      keeper board_pack.key
missing_out:packs:rows          keeper board_pack.key
missing_out:not_attending       keeper
missing_out:dashboard:page      manager
missing_out:dashboard:rows      manager
missing_out:not_attending_file  keeper
reporting:file                  manager =enrolments
provision:mismatches            inclusion
provision:mismatches#school     lead
provision:mismatch              inclusion mismatch.key
transfers:list                  inclusion
transfers:list#school           lead
transfers:transfer              inclusion moving.key
exclusions:unit_referrals:list  inclusion
exclusions:unit_referrals:list#unit teacher
exclusions:unit_referrals:referral inclusion referred.key
provision:reviews               inclusion
provision:reviews#unit          teacher
provision:register              teacher provider.key =2026-11-23
provision:register_pupil        teacher provider.key away.key

licensing:permits               admin
licensing:enquiries             admin
licensing:inspections           admin
licensing:chaperones            admin
licensing:bodies                admin
licensing:register              admin
licensing:register_file         admin
licensing:employer              admin employer.key
licensing:organiser             admin entrant.production.key
meetings:list                   inclusion
meetings:series                 inclusion series.key
meetings:meeting                inclusion panel.key
meetings:hold                   inclusion panel.key
meetings:packs                  member
meetings:pack                   member panel.key
meetings:pack_file              member panel.key
meetings:shares                 member series.key

correspondence:to_post          senior
correspondence:to_release       senior
correspondence:being_made       senior
correspondence:sent             senior
correspondence:print            senior
correspondence:posted           senior
correspondence:outbox           manager
correspondence:letter           senior letter.key

people:results                  officer search.key
people:glass_list               manager
people:child                    senior child.key
people:child#manager            manager child.key
people:child#inclusion          inclusion away.key
people:adult                    officer mother.key
people:looks                    officer child.key
people:declare_conflict         manager child.key
people:merge_find               officer child.key
people:merge_compare            officer child.key twin.key

cases:work                      officer
cases:waiting                   officer
cases:queue                     officer
cases:changed                   officer
cases:team                      manager
cases:portal                    lead
cases:inbox                     officer
cases:message                   officer message.key
cases:list                      officer
cases:challenges_of             manager school.key
cases:case                      officer case.key
cases:case#prosecution          officer prosecution.key
cases:case#supervision          officer supervision.key
exclusions:governors:list       clerk
exclusions:governors:members    clerk
exclusions:funding:list         finance
exclusions:census_file          inclusion =2026-08-01
exclusions:funding:export       finance
exclusions:funding:page         finance excluded.key
cases:case#suspensions          inclusion suspended.key
people:child#suspensions        inclusion often_out.key
cases:timeline                  officer case.key
cases:papers                    officer case.key
cases:papers#prosecution        officer prosecution.key
cases:allocate                  senior case.key
cases:allocate_several          senior
cases:hold                      senior case.key
cases:disposals                 manager
cases:disposals_to_agree        senior
cases:certificates              manager
cases:message_disposals         manager
cases:child_disposals           manager
cases:disposal                  manager closed.key
cases:message_disposal          manager answered.key
cases:child_disposal            manager grown_up.key
cases:message_hold              manager answered.key
cases:child_hold                manager grown_up.key
cases:step                      officer supervision.key =supervisor

exclusions:found                lead lead_search.key
exclusions:enter                officer message.key
exclusions:enter_found          officer message.key school.key search.key
exclusions:suspensions:found    lead lead_search.key
exclusions:separation:found     principal principal_search.key
exclusions:managed_moves:found  lead lead_search.key
cme:list                        tracker
cme:file                        tracker
cme:assurance                   tracker
cme:transfers                   tracker missing.key
cme:returns                     tracker
cme:told                        tracker told.key
ehe:told                        home told.key
cme:my_returns                  lead
cme:requests                    tracker
cme:found                       lead lead_search.key
cme:enter                       officer message.key
cme:new_pupil_from              officer message.key
cme:deletion_from               officer message.key
cme:enter_found                 officer message.key school.key search.key
cases:case#missing              tracker missing.key
exclusions:managed_moves:enter  officer message.key
exclusions:managed_moves:enter_found officer message.key school.key search.key
ehe:found                       lead lead_search.key
ehe:enter                       officer message.key
ehe:enter_found                 officer message.key school.key search.key
exclusions:off_site:list        inclusion
exclusions:first_days           inclusion
reduced_timetables:list         inclusion
reduced_timetables:codes        inclusion
reduced_timetables:identify     inclusion unlisted_timetable.key
cme:identify                    tracker unlisted_missing.key
ehe:identify                    home unlisted_at_home.key
reduced_timetables:ended        inclusion
reduced_timetables:weekly       inclusion
reduced_timetables:returns      lead
reduced_timetables:found        lead lead_search.key
reduced_timetables:enter        officer message.key
reduced_timetables:enter_found  officer message.key school.key search.key
exclusions:off_site:found       lead lead_search.key
exclusions:off_site:enter       officer message.key
exclusions:off_site:enter_found officer message.key school.key search.key
exclusions:suspensions:enter    officer message.key
exclusions:suspensions:enter_found officer message.key school.key search.key

attendance:found                lead lead_search.key
attendance:enter                officer message.key
attendance:enter_found          officer message.key school.key search.key
attendance:unlisted             lead
attendance:check                lead draft.key
attendance:section#parents      lead typed.key =family
attendance:identify             officer unidentified.key
attendance:identify_as          officer unidentified.key child.key
attendance:evidence             lead draft.key
attendance:section              lead draft.key =evidence
attendance:legal                solicitor
attendance:statements           officer prosecution.key
attendance:exhibits             officer prosecution.key
attendance:exhibit_add          officer prosecution.key
attendance:schedule             officer prosecution.key
attendance:bundles              officer prosecution.key
"""

# Pages of one record, and forms. They are counted in the same way: what is not listed must not cost a query either.
SINGLE = """
missing_out:register_on             keeper =2026-11-20
missing_out:file_on                 keeper =2026-11-20
missing_out:workbook            keeper
missing_out:workbook_on         keeper =2026-11-20
missing_out:not_attending_workbook keeper
missing_out:criteria                keeper
reporting:list                      manager
reporting:view                      manager =enrolments
reporting:outside                   manager =enrolments
missing_out:saved:columns           keeper
missing_out:saved:save              keeper
missing_out:saved:change            keeper saved_view.key
missing_out:saved:remove            keeper saved_view.key
missing_out:day                     keeper
missing_out:raise                   keeper away.key
missing_out:lower                   keeper away.key
missing_out:answer                  manager set_rating.key
missing_out:end                     keeper set_rating.key
missing_out:looked_after:weeks      keeper
missing_out:looked_after:week       keeper =2026-11-15
missing_out:looked_after:week_file  keeper =2026-11-15
missing_out:looked_after:of_meeting keeper care_meeting.key
missing_out:plans:rate              virtual in_care.key
missing_out:plans:change            virtual plan.key
missing_out:plans:mistake           virtual plan.key
missing_out:monthly:list            keeper
missing_out:monthly:month           keeper =2026-10
missing_out:monthly:now             keeper =2026-10
missing_out:monthly:file            keeper =2026-10
missing_out:monthly:outward         keeper =2026-10
missing_out:monthly:outward_file    keeper =2026-10
missing_out:monthly:keep            manager =2026-09
missing_out:packs:freeze            keeper next_board_meeting.key
missing_out:packs:freezing          keeper freezing.key
missing_out:packs:of_meeting        keeper next_board_meeting.key
missing_out:packs:since             keeper board_pack.key
missing_out:packs:outward           keeper board_pack.key
missing_out:packs:outward_file      keeper board_pack.key
missing_out:packs:agree             manager pack_to_agree.key
missing_out:packs:remark_of_figure  keeper pack_to_agree.key
missing_out:packs:remark_add        keeper pack_to_agree.key theme.key
missing_out:packs:remark_change     keeper pack_to_agree.key remark.key
missing_out:packs:remark_take_away  keeper pack_to_agree.key remark.key
missing_out:group:theme_add         keeper
missing_out:group:theme_pupils      keeper theme.key
missing_out:group:decide            keeper board_meeting.key matter.key
missing_out:group:escalate          keeper board_meeting.key matter.key
missing_out:group:done              keeper group_action.key
missing_out:concerns:own            virtual concern.key
missing_out:concerns:tell           virtual
missing_out:concerns:match          keeper unmatched.key
missing_out:concerns:make           keeper unmatched.key
missing_out:concerns:answer         keeper unmatched.key
missing_out:concerns:take_off       keeper concern.key
missing_out:concerns:advise         keeper away.key
missing_out:concerns:conclude       keeper away.key
missing_out:concerns:advice_answer  keeper advice.key
account_login                   visitor
account_reset_password          visitor
accounts:demo_sign_in           visitor
accounts:change_own_details     officer
accounts:change_details         administrator officer.key
accounts:deactivate             administrator officer.key
accounts:end_role               administrator officer.key team.key =attendance_officer
accounts:add_organisation       administrator
accounts:attest_organisation    administrator school.organisation.key
accounts:team_phone             administrator team.key
accounts:roles                  administrator
mfa_index                       officer

audit:unusual_review            manager unusual.key

batch_new                       administrator =schools
registers:send                  lead school.key
batch_abandon                   administrator batch.key
batch_undo                      administrator batch.key

school_area                     administrator school.key
school_day                      administrator school.key
trust_address                   administrator governed.key
contact_add                     administrator school.key
contact_change                  administrator contact.key
contact_left                    administrator contact.key
term_add                        administrator calendar.key
term_change                     administrator calendar.key =2026-09-02
term_remove                     administrator calendar.key =2026-09-02
closure_add                     administrator calendar.key
closure_change                  administrator calendar.key =2027-01-11
closure_remove                  administrator calendar.key =2027-01-11
rules:list                      manager
rules:change                    administrator =cases.soon

provision:add                   inclusion
provision:change                inclusion provider.key
provision:suspend               inclusion provider.key
provision:lift                  inclusion barred.key
provision:end_place             inclusion away.key placed.key
provision:full_week             inclusion away.key
provision:explain               inclusion mismatch.key
provision:say_where             inclusion away.key provider.key
exclusions:unit_referrals:begin inclusion away.key
exclusions:unit_referrals:fill  inclusion referred.key
exclusions:unit_referrals:risks inclusion referred.key
exclusions:unit_referrals:send  inclusion referred.key
exclusions:unit_referrals:answer teacher referred.key
exclusions:unit_referrals:withdraw inclusion referred.key

provision:review                inclusion review.key
provision:review_add            teacher placed.key
provision:review_change         teacher review.key
provision:review_follow         inclusion review.key

transfers:add                   inclusion away.key
transfers:destination           inclusion moving.key
transfers:chase                 inclusion moving.key
transfers:withdraw              inclusion moving.key
transfers:sent                  inclusion moving.key =ctf
transfers:received              inclusion moving.key =general
transfers:none                  inclusion moving.key
transfers:lost                  inclusion moving.key

meetings:add                    inclusion
meetings:change                 inclusion series.key
meetings:end                    inclusion series.key
meetings:call                   inclusion series.key
meetings:member_add             inclusion series.key
meetings:member_end             inclusion series.key seat.key
meetings:move                   inclusion panel.key
meetings:call_off               inclusion panel.key
meetings:agenda                 inclusion panel.key
meetings:decide                 inclusion panel.key item.key
meetings:put_right              inclusion put_right.meeting.key put_right.key
meetings:task_done              inclusion task.key

correspondence:brake            manager brake.key
correspondence:letter_text      senior letter.key
correspondence:letter_edit      senior letter.key
correspondence:letter_release   senior letter.key
correspondence:letter_withdraw  senior letter.key
correspondence:letter_all_the_same senior letter.key
correspondence:letter_sent      senior letter.key
correspondence:letter_correct   senior letter.key
correspondence:letter_returned  senior letter.key
correspondence:letter_not_returned senior letter.key

people:home                     officer
people:add_child                officer
people:break_glass              officer restricted.key
people:merge                    officer merge.key
people:edit_adult               officer mother.key
people:add_adult_address        officer mother.key
people:correct_address          officer address.key
people:end_address              officer address.key
people:withhold                 senior address.key
people:lift_withholding         senior address.key
people:edit_child               officer child.key
people:rename                   officer child.key
people:add_adult                officer child.key
people:edit_relationship        officer child.key relationship.key
people:end_relationship         officer child.key relationship.key
people:add_address              officer child.key
people:enrol                    officer child.key
people:edit_enrolment           officer child.key enrolment.key
people:leave                    officer child.key enrolment.key
people:remove_enrolment         officer child.key enrolment.key
people:add_vulnerability        officer child.key
people:edit_vulnerability       officer child.key vulnerability.key
people:end_vulnerability        officer child.key vulnerability.key
people:end_conflict             manager child.key conflict.key
people:restrict                 senior child.key
people:lift_restriction         senior child.key

cases:message_enter             officer
cases:message_link              officer message.key
cases:message_answer            officer message.key
cases:message_send_back         officer handed.key
cases:message_file              officer message.key file.key
cases:document                  officer case.key document.key
cases:why                       officer case.key deadline.clock deadline.event.order
cases:step#withdraw             officer case.key =withdraw
cases:correct                   officer case.key meeting.order
cases:take_back                 senior closed.key
cases:take_back_entry           inclusion excluded.key told_parents.order
cases:note                      officer case.key
cases:visit                     officer case.key
cases:attach                    officer case.key
cases:draft_again               officer case.key
cases:agree                     officer case.key
cases:settle                    officer case.key agreed.key
cases:mash                      officer case.key
cases:mash_contact              senior case.key mash.number
cases:mash_answer               officer case.key mash.number
cases:mash_told                 officer case.key decided.number
cases:hand_over                 officer case.key
cases:hold_lift                 senior case.key hold.number
cases:disposal_keep             manager closed.key
cases:disposal_propose          manager closed.key
cases:disposal_agree            senior proposed.key
cases:disposal_refuse           senior proposed.key
cases:message_hold_lift         manager answered.key =1
cases:message_disposal_keep     manager answered.key
cases:message_disposal_propose  manager answered.key
cases:message_disposal_agree    senior going_message.key
cases:message_disposal_refuse   senior going_message.key
cases:child_hold_lift           manager grown_up.key =1
cases:child_disposal_keep       manager grown_up.key
cases:child_disposal_propose    manager grown_up.key
cases:child_disposal_agree      senior going_child.key
cases:child_disposal_refuse     senior going_child.key
cases:certificate               manager certificate.key

cases:case#exclusion            inclusion excluded.key
exclusions:begin                lead
exclusions:notice               lead away.key
exclusions:sent                 lead excluded.key
exclusions:cancel               lead excluded.key
exclusions:told_since           lead excluded.key =parents_told
exclusions:fair_access:report   inclusion
exclusions:fair_access:open     inclusion child.key
exclusions:fair_access:change   inclusion school_place.key
exclusions:panel_referrals:referral inclusion excluded.key
exclusions:panel_referrals:confirm inclusion excluded.key
exclusions:governors:case       clerk excluded.key
exclusions:governors:record     clerk excluded.key =uphold
exclusions:governors:member_add clerk school.key
exclusions:governors:member_end clerk school.key governor.key
exclusions:enter_begin          officer message.key school.key
exclusions:enter_notice         officer message.key school.key away.key
exclusions:census               inclusion
exclusions:funding:figures      finance excluded.key
exclusions:funding:admission    finance excluded.key
exclusions:funding:dispute      finance excluded.key
exclusions:funding:dispute_end  finance excluded.key
exclusions:funding:invoice      finance excluded.key =recovery
exclusions:funding:money        finance excluded.key =recovery
exclusions:funding:money_back   finance excluded.key =recovery
exclusions:funding:write_off    finance excluded.key =recovery
exclusions:funding:cancel       finance excluded.key invoice.key
cases:case#separation           manager apart.key
exclusions:separation:begin     principal
exclusions:separation:notice    principal away.key
exclusions:separation:sent      principal apart.key
exclusions:separation:step      principal apart.key =hold_review
cme:begin                       lead
cme:notice                      lead away.key
cme:sent                        lead missing.key
cme:answer                      lead missing.key
cme:ask_delete                  lead missing.key
cme:enter_begin                 officer message.key school.key
cme:enter_notice                officer message.key school.key away.key
cme:enter_new_pupil             officer message.key school.key
cme:enter_deletion              officer message.key school.key
cme:open                        tracker child.key
cme:open_told                   tracker told.key child.key
cme:accept_hand_over            tracker handed_missing.key
exclusions:fair_access:accept_hand_over inclusion handed_place.key
cme:enquiry                     tracker missing.key
cme:ask_authority               tracker missing.key
cme:ask_for_school              tracker missing.key
cme:may_delete                  lead missing_pupil.key
cme:authority                   tracker asked_authority.key
cme:search                      tracker missing.key
cme:export                      tracker missing.key
cme:import                      tracker missing.key
cme:transfer_file               tracker transfer_file.key
cme:grounds                     tracker
cme:ground                      tracker =moved
cme:new_pupil                   lead
cme:deletion                    lead
cme:deletion_answer             lead gone.key
cme:deletion_letter             lead gone.key
cme:match                       tracker came.key
cme:request_add                 tracker
cme:request                     tracker asks.key
cases:case#managed_move         inclusion managed.key
exclusions:managed_moves:begin  lead
exclusions:managed_moves:notice lead away.key
exclusions:managed_moves:sent   lead managed.key
exclusions:managed_moves:step   lead managed.key =agree
exclusions:managed_moves:answer lead managed.key
exclusions:managed_moves:coming lead coming.key
exclusions:managed_moves:coming_step lead coming.key =accept
exclusions:managed_moves:enter_begin officer message.key school.key
exclusions:managed_moves:enter_notice officer message.key school.key away.key
cases:case#timetable            inclusion timetable.key
reduced_timetables:begin        lead
reduced_timetables:notice       lead away.key
reduced_timetables:sent         lead timetable.key
reduced_timetables:paper        lead timetable.key
reduced_timetables:step         lead timetable.key =agree
reduced_timetables:answer       lead timetable.key
reduced_timetables:silent       inclusion
reduced_timetables:unlisted     lead
reduced_timetables:unlisted_sent lead unlisted_timetable.key
reduced_timetables:identify_as  inclusion unlisted_timetable.key =new
cme:unlisted                    lead
cme:unlisted_sent               lead unlisted_missing.key
cme:identify_as                 tracker unlisted_missing.key =new
ehe:unlisted                    lead
ehe:unlisted_sent               lead unlisted_at_home.key
ehe:identify_as                 home unlisted_at_home.key =new
reduced_timetables:week         inclusion =2026-11-16
reduced_timetables:return       lead weekly_return.key
reduced_timetables:return_nil   lead weekly_return.key
reduced_timetables:return_enter inclusion weekly_return.key
reduced_timetables:enter_begin  officer message.key school.key
reduced_timetables:enter_notice officer message.key school.key away.key
licensing:check                 senior
licensing:check_work            senior
cases:case#permit               admin working.key
licensing:permit_apply          admin child.key
cases:case#enquiry              admin enquired.key
cases:case#inspection           admin inspected.key
licensing:inspection_plan       admin
licensing:inspection_of_employer admin employer.key
licensing:employer_guidance     admin employer.key
licensing:employer_change       admin employer.key
licensing:employer_merge        admin employer.key
licensing:organiser_guidance    admin entrant.production.key
licensing:inspection_of_production admin entrant.production.key
licensing:enquiry_open          admin
licensing:enquiry_of_child      admin child.key
licensing:enquiry_name_child    admin child.key
licensing:enquiry_from          admin message.key
licensing:enquiry_accept        admin handed_work.key
cases:case#performance          admin performing.key
licensing:chaperone_apply       admin
licensing:production_enter      admin
licensing:body_apply            admin
licensing:inspection_of_body    admin organisation.key
licensing:approved_organiser    admin organisation.key
licensing:approved_organiser_guidance admin organisation.key
cases:case#organisation         admin organisation.key
cases:case#chaperone            admin chaperone.key
licensing:wall_chart            admin entrant.production.key
licensing:identify              admin entrant.key
licensing:entrant_parts         admin entrant.key
licensing:job_identify          admin applied_for.key
licensing:job_parts             admin applied_for.key
licensing:waiting               admin
licensing:limits                admin
licensing:limit_confirm         admin =at_place
licensing:limit_withdraw        admin confirmation.key
cases:case#direction            inclusion directed.key
cases:case#home                 home at_home.key
ehe:begin                       lead
ehe:notice                      lead away.key
ehe:sent                        principal at_home.key
ehe:told_since                  lead told_since.key
ehe:answer                      lead at_home.key
ehe:ask_consent                 lead at_home.key
ehe:exit_form                   principal at_home.key
ehe:exit_form_read              home at_home.key
ehe:open                        home child.key
ehe:open_told                   home told.key child.key
ehe:accept_hand_over            home handed_home.key
cases:challenges                manager
ehe:radar                       home
ehe:radar_school                home school.key
ehe:radar_challenge             home governed.key
ehe:asked                       principal off_rolling.key
ehe:asked_answer                principal off_rolling.key
cases:case#off_rolling          home off_rolling.key
ehe:reform                      home
ehe:meeting_add                 home
ehe:meeting_correct             home parents_meeting.key
ehe:follow_up_add               home parents_meeting.key
ehe:follow_up_settle            home parents_meeting.key follow_up.key
ehe:return                      home
ehe:return_of                   home =2026-10-01
ehe:return_file                 home =2026-10-01
ehe:year_file                   home =2025
ehe:report                      home
ehe:report_of                   home =2025
ehe:report_file                 home =2025
ehe:enter_begin                 officer message.key school.key
ehe:enter_notice                officer message.key school.key away.key
exclusions:off_site:begin       lead
exclusions:off_site:notice      lead away.key
exclusions:off_site:sent        lead directed.key
exclusions:off_site:step        lead directed.key =hold_review
exclusions:off_site:answer      lead directed.key
exclusions:off_site:notice_letter lead directed.key
exclusions:off_site:enter_begin officer message.key school.key
exclusions:off_site:enter_notice officer message.key school.key away.key
exclusions:suspensions:begin    lead
exclusions:suspensions:notice   lead often_out.key
exclusions:answer               lead excluded.key
exclusions:head_letter          lead excluded.key
exclusions:attach_letter        lead excluded.key
exclusions:enter_letter         inclusion excluded.key
exclusions:suspensions:attach_letter lead suspension.key
exclusions:suspensions:enter_letter inclusion suspension.key
exclusions:suspensions:say_work lead suspension.key
exclusions:suspensions:enter_work inclusion suspension.key
exclusions:suspensions:head_letter lead suspension.key
exclusions:suspensions:sent     lead suspension.key
exclusions:suspensions:sent_change lead suspension.key
exclusions:suspensions:sent_withdraw lead suspension.key
exclusions:suspensions:answer   lead suspension.key
exclusions:suspensions:shown    inclusion suspension.key
exclusions:suspensions:change   inclusion suspension.key
exclusions:suspensions:withdraw inclusion suspension.key
exclusions:suspensions:enter_begin officer message.key school.key
exclusions:suspensions:enter_notice officer message.key school.key away.key

attendance:begin                lead
attendance:enter_begin          officer message.key school.key
attendance:enter_unlisted       officer message.key school.key
attendance:parent_add           lead typed.key
attendance:parent               lead typed.key typed_parent
attendance:identify_as#new      officer unidentified.key =new
attendance:identify_return      officer unidentified.key
attendance:draft                lead draft.key
attendance:draft#sent           lead sent.key
attendance:sent                 lead sent.key
attendance:discard              lead draft.key
attendance:draft_file           lead draft.key evidence.key
attendance:section#family       lead draft.key =family
attendance:section#register     lead draft.key =register
attendance:decide               senior received.key
attendance:accept               senior received.key
attendance:return               senior received.key
attendance:reject               senior received.key
attendance:add_register         officer received.key
attendance:add_parent           officer received.key
attendance:accept_hand_over     officer handed.key
attendance:consider             officer received.key =acceptance
attendance:papers               solicitor prosecution.key
attendance:charge               officer prosecution.key
attendance:consider_release     officer prosecution.key
attendance:release              solicitor prosecution.key
attendance:commence             officer prosecution.key
attendance:commence_by          officer prosecution.key =sjp
attendance:statement_write      officer prosecution.key
attendance:statement_change     officer prosecution.key statement.key
attendance:statement_sign       officer prosecution.key statement.key
attendance:statement_refuse     officer prosecution.key statement.key
attendance:statement_drop       officer prosecution.key statement.key
attendance:statement_again      officer prosecution.key statement.key
attendance:certificate          officer prosecution.key
attendance:certificate_make     officer prosecution.key
attendance:certificate_sign     officer prosecution.key
attendance:exhibit_remove       officer prosecution.key exhibit.key
attendance:unused_add           officer prosecution.key
attendance:unused_none          officer prosecution.key
attendance:unused_disclose      officer prosecution.key =1
attendance:bundle_make          officer prosecution.key
"""

# The most that a page may ask beyond what every page asks of the same person (whose session it is, their memberships,
# the actor's name, whether the timers run); the sight in the audit is one of these. The numbers are the service's own
# aims, but for a case's page: the aim is 12, and sixteen lists of it have a query each, what meetings agreed the
# latest; and for my work: the aim is 6, and whoever works on attendance is asked besides which pupils of a school
# nobody has identified, by which setting these are due, and what meetings agreed. A school's home is asked besides for
# the cases it told of, of all duties at once, for what it told that is no case of its own (timetables of pupils on no
# list, home education of a child whose case is open), for the records that wait, and by which setting those that came
# are still shown. A child's record is asked besides for the permits to work that are open, a child may have one for
# each job, and for what else of licensing names the child; my work for what others were asked before a meeting; a case
# for the date whose step is offered first; the team's page for the closed cases on which something is still to be done.
# One query of the council's pages is that by which they find which restricted children are open to whoever asks: it
# took a rule over four tables out of all the others (docs/adr/who_may_see_what.md, 9). The plans of a looked-after
# child are one of the child's page.
BUDGETS = {
    "cases:work": 13,
    "cases:case": 18,
    "people:child": 19,
    "people:results": 5,
    "cases:portal": 13,
    "cases:team": 10,
    "batch_rejected": 4,
    "missing_out:register": 8,
}

# The most that what is done may ask, counted in the same way. The aim for signing in is 6: three limits and a lock
# stand before the password, and the session, the try and the last time are written down.
ACTS = {"sign in": 11, "write a note": 10, "put on hold": 10}

# The rest, each with the reason why nothing is counted.
OWN = "one person's own way to sign in, with nothing listed"
BY_LINK = "opened without an account, by a link: counted in tests/licensing"
ANYBODYS = "opened without an account, and lists nothing"
AWAY = "leads elsewhere and shows nothing"
MADE = "a PDF made on the spot, which takes seconds; what it reads is on a page that is counted"
KEPT = "a file as it was sent, of a page that is counted"
NOT_COUNTED = {
    "exclusions:suspensions:owed_letter": AWAY,
    "home": AWAY,
    "provision:register_home": AWAY,
    "registers:home": AWAY,
    "search": AWAY,
    "attendance:answer": AWAY,
    "accounts:keep_alive": AWAY,
    "account_logout": AWAY,
    "openid_connect_login": AWAY,
    "openid_connect_callback": AWAY,
    "healthz": "for machines",
    "healthz_deep": "for machines: a fixed number of checks",
    "mfa_login_webauthn": OWN,
    "mfa_authenticate": OWN,
    "mfa_reauthenticate": OWN,
    "mfa_reauthenticate_webauthn": OWN,
    "mfa_activate_totp": OWN,
    "mfa_deactivate_totp": OWN,
    "mfa_add_webauthn": OWN,
    "mfa_edit_webauthn": OWN,
    "mfa_remove_webauthn": OWN,
    "mfa_view_recovery_codes": OWN,
    "mfa_generate_recovery_codes": OWN,
    "mfa_download_recovery_codes": OWN,
    "account_reauthenticate": OWN,
    "account_change_password": OWN,
    "account_set_password": OWN,
    "account_reset_password_done": OWN,
    "account_reset_password_from_key": OWN,
    "account_reset_password_from_key_done": OWN,
    "accounts:accept_invitation": OWN,
    "reduced_timetables:link": OWN,
    "reduced_timetables:cosign": OWN,
    "reduced_timetables:cosigned": "one sentence",
    "cme:tell_us": ANYBODYS,
    "cme:tell_us_form": ANYBODYS,
    "cme:tell_us_sent": ANYBODYS,
    "cases:told_address": ANYBODYS,
    "cases:told_proved": ANYBODYS,
    # Who has no account comes by a link; tests/licensing/test_application.py counts.
    "licensing:apply": BY_LINK,
    "licensing:apply_asked": BY_LINK,
    "licensing:apply_link": BY_LINK,
    "licensing:apply_home": BY_LINK,
    "licensing:apply_begin": BY_LINK,
    "licensing:apply_tasks": BY_LINK,
    "licensing:apply_discard": BY_LINK,
    "licensing:apply_risks": BY_LINK,
    "licensing:apply_file": BY_LINK,
    "licensing:apply_days": BY_LINK,
    "licensing:apply_line_add": BY_LINK,
    "licensing:apply_line": BY_LINK,
    "licensing:apply_line_remove": BY_LINK,
    "licensing:apply_paste": BY_LINK,
    "licensing:apply_list": BY_LINK,
    "licensing:apply_item_add": BY_LINK,
    "licensing:apply_item": BY_LINK,
    "licensing:apply_item_off": BY_LINK,
    "licensing:apply_child_paper": BY_LINK,
    "licensing:apply_section": BY_LINK,
    "licensing:apply_check": BY_LINK,
    "licensing:apply_sent": BY_LINK,
    "licensing:apply_again": BY_LINK,
    "licensing:job_begin": BY_LINK,
    "licensing:job_tasks": BY_LINK,
    "licensing:job_check": BY_LINK,
    "licensing:job_sent": BY_LINK,
    "licensing:job_again": BY_LINK,
    "licensing:job_hours": BY_LINK,
    "licensing:job_file": BY_LINK,
    "licensing:job_section": BY_LINK,
    "licensing:sheet_begin": BY_LINK,
    "licensing:sheet_tasks": BY_LINK,
    "licensing:sheet_check": BY_LINK,
    "licensing:sheet_sent": BY_LINK,
    "licensing:sheet_file": BY_LINK,
    "licensing:sheet_list": BY_LINK,
    "licensing:sheet_item_add": BY_LINK,
    "licensing:sheet_item": BY_LINK,
    "licensing:sheet_item_off": BY_LINK,
    "licensing:sheet_section": BY_LINK,
    "licensing:job_part_link": BY_LINK,
    "licensing:job_part": BY_LINK,
    "licensing:job_part_sent": "one sentence",
    "licensing:part_link": BY_LINK,
    "licensing:part": BY_LINK,
    "licensing:part_sent": "one sentence",
    "licensing:reference_link": BY_LINK,
    "licensing:reference": BY_LINK,
    "licensing:reference_sent": "one sentence",
    "licensing:entrant_risks": KEPT,
    "licensing:entrant_paper": KEPT,
    "licensing:job_download": KEPT,
    "licensing:chaperone_paper": KEPT,
    "licensing:body_paper": KEPT,
    "licensing:validity": "one sentence",
    "licensing:chaperone_validity": "one sentence",
    "licensing:body_validity": "one sentence",
    "licensing:permit_validity": "one sentence",
    "licensing:certificate_copy": KEPT,
    "accounts:no_access": "one sentence",
    "cases:message_unlink": "like cases:message_answer, of a message that is linked",
    "accounts:reactivate": "like accounts:deactivate, of somebody else",
    "accounts:invite_again": "like accounts:deactivate, of somebody else",
    "accounts:remove_second_factor": "like accounts:deactivate, of somebody else",
    "correspondence:letter_pdf": MADE,
    "exclusions:funding:notice": MADE,
    "cme:assurance_file": MADE,
    "missing_out:packs:pdf": MADE,
    "missing_out:monthly:pdf": MADE,
    "cme:transfer_download": KEPT,
    "cme:deletion_file": KEPT,
    "attendance:statement_pdf": MADE,
    "attendance:certificate_pdf": MADE,
    "exclusions:unit_referrals:pdf": MADE,
    "exclusions:unit_referrals:file": MADE,
    "exclusions:letter_file": KEPT,
    "exclusions:suspensions:letter_file": KEPT,
    "exclusions:suspensions:sent_letter_file": KEPT,
}
