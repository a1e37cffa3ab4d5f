// Generated from schemas/ by `npm run generate`. Do not edit.
import func2_module from 'ajv/dist/runtime/ucs2length.js';
const func2 = func2_module.default ?? func2_module;
"use strict";
export const isCatalog = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://daypass.dev/schemas/catalog.schema.json","title":"Catalog","description":"The resources of an organisation: one file of catalog/*.yml in the access repository.","type":"object","additionalProperties":false,"required":["resources"],"properties":{"resources":{"type":"array","maxItems":2000,"items":{"$ref":"#/$defs/resource"}}},"$defs":{"resource":{"title":"Resource","type":"object","additionalProperties":false,"required":["id","title","kind","sensitivity","connector","actions"],"properties":{"id":{"type":"string","pattern":"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$","description":"Unique in the catalog: [a-z0-9-]."},"title":{"type":"string","minLength":1,"maxLength":80,"pattern":"^[^\\x00-\\x1f\\x7f]+$"},"kind":{"type":"string","enum":["api","function","database","team","repository","cloud-role"]},"sensitivity":{"type":"string","enum":["low","medium","high","critical"],"description":"The default of the resource's actions."},"team":{"type":"string","pattern":"^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/(?:ent:)?[A-Za-z0-9._-]{1,100}$","description":"Whose members may ask, as @organisation/team. Absent: every member of the organisation."},"environment":{"type":"string","minLength":1,"maxLength":40,"pattern":"^[^\\x00-\\x1f\\x7f]+$","description":"A free word, e.g. production."},"expires":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"When an ephemeral environment ends (RFC 3339, UTC)"},"guests":{"type":"object","additionalProperties":false,"required":["until"],"description":"Outside collaborators may ask, if the policy lets guests in, and are given nothing after this instant.","properties":{"until":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"RFC 3339, UTC"}}},"connector":{"type":"string","pattern":"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$","description":"A connector of the deployment."},"actions":{"type":"object","minProperties":1,"maxProperties":50,"propertyNames":{"pattern":"^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"},"additionalProperties":{"type":"object","additionalProperties":false,"required":["scope"],"properties":{"scope":{"type":"string","pattern":"^[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,128}$","description":"The OAuth scope that this action means to the target."},"max_duration":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"The longest grant of this action, e.g. 8h."},"sensitivity":{"type":"string","enum":["low","medium","high","critical"],"description":"The policy decides what each means."}}}}}}}};
const schema32 = {"title":"Resource","type":"object","additionalProperties":false,"required":["id","title","kind","sensitivity","connector","actions"],"properties":{"id":{"type":"string","pattern":"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$","description":"Unique in the catalog: [a-z0-9-]."},"title":{"type":"string","minLength":1,"maxLength":80,"pattern":"^[^\\x00-\\x1f\\x7f]+$"},"kind":{"type":"string","enum":["api","function","database","team","repository","cloud-role"]},"sensitivity":{"type":"string","enum":["low","medium","high","critical"],"description":"The default of the resource's actions."},"team":{"type":"string","pattern":"^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/(?:ent:)?[A-Za-z0-9._-]{1,100}$","description":"Whose members may ask, as @organisation/team. Absent: every member of the organisation."},"environment":{"type":"string","minLength":1,"maxLength":40,"pattern":"^[^\\x00-\\x1f\\x7f]+$","description":"A free word, e.g. production."},"expires":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"When an ephemeral environment ends (RFC 3339, UTC)"},"guests":{"type":"object","additionalProperties":false,"required":["until"],"description":"Outside collaborators may ask, if the policy lets guests in, and are given nothing after this instant.","properties":{"until":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"RFC 3339, UTC"}}},"connector":{"type":"string","pattern":"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$","description":"A connector of the deployment."},"actions":{"type":"object","minProperties":1,"maxProperties":50,"propertyNames":{"pattern":"^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"},"additionalProperties":{"type":"object","additionalProperties":false,"required":["scope"],"properties":{"scope":{"type":"string","pattern":"^[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,128}$","description":"The OAuth scope that this action means to the target."},"max_duration":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"The longest grant of this action, e.g. 8h."},"sensitivity":{"type":"string","enum":["low","medium","high","critical"],"description":"The policy decides what each means."}}}}}};
const func1 = Object.prototype.hasOwnProperty;

const pattern4 = new RegExp("^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$", "u");
const pattern5 = new RegExp("^[^\\x00-\\x1f\\x7f]+$", "u");
const pattern6 = new RegExp("^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/(?:ent:)?[A-Za-z0-9._-]{1,100}$", "u");
const pattern8 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$", "u");
const pattern11 = new RegExp("^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$", "u");
const pattern12 = new RegExp("^[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,128}$", "u");
const pattern13 = new RegExp("^[1-9][0-9]{0,7}[smhd]$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://daypass.dev/schemas/catalog.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.resources === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "resources"},message:"must have required property '"+"resources"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "resources")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.resources !== undefined){
let data0 = data.resources;
if(Array.isArray(data0)){
if(data0.length > 2000){
const err2 = {instancePath:instancePath+"/resources",schemaPath:"#/properties/resources/maxItems",keyword:"maxItems",params:{limit: 2000},message:"must NOT have more than 2000 items"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.id === undefined){
const err3 = {instancePath:instancePath+"/resources/" + i0,schemaPath:"#/$defs/resource/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1.title === undefined){
const err4 = {instancePath:instancePath+"/resources/" + i0,schemaPath:"#/$defs/resource/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1.kind === undefined){
const err5 = {instancePath:instancePath+"/resources/" + i0,schemaPath:"#/$defs/resource/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1.sensitivity === undefined){
const err6 = {instancePath:instancePath+"/resources/" + i0,schemaPath:"#/$defs/resource/required",keyword:"required",params:{missingProperty: "sensitivity"},message:"must have required property '"+"sensitivity"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1.connector === undefined){
const err7 = {instancePath:instancePath+"/resources/" + i0,schemaPath:"#/$defs/resource/required",keyword:"required",params:{missingProperty: "connector"},message:"must have required property '"+"connector"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data1.actions === undefined){
const err8 = {instancePath:instancePath+"/resources/" + i0,schemaPath:"#/$defs/resource/required",keyword:"required",params:{missingProperty: "actions"},message:"must have required property '"+"actions"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key1 in data1){
if(!(func1.call(schema32.properties, key1))){
const err9 = {instancePath:instancePath+"/resources/" + i0,schemaPath:"#/$defs/resource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data1.id !== undefined){
let data2 = data1.id;
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err10 = {instancePath:instancePath+"/resources/" + i0+"/id",schemaPath:"#/$defs/resource/properties/id/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/resources/" + i0+"/id",schemaPath:"#/$defs/resource/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data1.title !== undefined){
let data3 = data1.title;
if(typeof data3 === "string"){
if(func2(data3) > 80){
const err12 = {instancePath:instancePath+"/resources/" + i0+"/title",schemaPath:"#/$defs/resource/properties/title/maxLength",keyword:"maxLength",params:{limit: 80},message:"must NOT have more than 80 characters"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(func2(data3) < 1){
const err13 = {instancePath:instancePath+"/resources/" + i0+"/title",schemaPath:"#/$defs/resource/properties/title/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!pattern5.test(data3)){
const err14 = {instancePath:instancePath+"/resources/" + i0+"/title",schemaPath:"#/$defs/resource/properties/title/pattern",keyword:"pattern",params:{pattern: "^[^\\x00-\\x1f\\x7f]+$"},message:"must match pattern \""+"^[^\\x00-\\x1f\\x7f]+$"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/resources/" + i0+"/title",schemaPath:"#/$defs/resource/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data1.kind !== undefined){
let data4 = data1.kind;
if(typeof data4 !== "string"){
const err16 = {instancePath:instancePath+"/resources/" + i0+"/kind",schemaPath:"#/$defs/resource/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!((((((data4 === "api") || (data4 === "function")) || (data4 === "database")) || (data4 === "team")) || (data4 === "repository")) || (data4 === "cloud-role"))){
const err17 = {instancePath:instancePath+"/resources/" + i0+"/kind",schemaPath:"#/$defs/resource/properties/kind/enum",keyword:"enum",params:{allowedValues: schema32.properties.kind.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data1.sensitivity !== undefined){
let data5 = data1.sensitivity;
if(typeof data5 !== "string"){
const err18 = {instancePath:instancePath+"/resources/" + i0+"/sensitivity",schemaPath:"#/$defs/resource/properties/sensitivity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!((((data5 === "low") || (data5 === "medium")) || (data5 === "high")) || (data5 === "critical"))){
const err19 = {instancePath:instancePath+"/resources/" + i0+"/sensitivity",schemaPath:"#/$defs/resource/properties/sensitivity/enum",keyword:"enum",params:{allowedValues: schema32.properties.sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data1.team !== undefined){
let data6 = data1.team;
if(typeof data6 === "string"){
if(!pattern6.test(data6)){
const err20 = {instancePath:instancePath+"/resources/" + i0+"/team",schemaPath:"#/$defs/resource/properties/team/pattern",keyword:"pattern",params:{pattern: "^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/(?:ent:)?[A-Za-z0-9._-]{1,100}$"},message:"must match pattern \""+"^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/(?:ent:)?[A-Za-z0-9._-]{1,100}$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/resources/" + i0+"/team",schemaPath:"#/$defs/resource/properties/team/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data1.environment !== undefined){
let data7 = data1.environment;
if(typeof data7 === "string"){
if(func2(data7) > 40){
const err22 = {instancePath:instancePath+"/resources/" + i0+"/environment",schemaPath:"#/$defs/resource/properties/environment/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(func2(data7) < 1){
const err23 = {instancePath:instancePath+"/resources/" + i0+"/environment",schemaPath:"#/$defs/resource/properties/environment/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!pattern5.test(data7)){
const err24 = {instancePath:instancePath+"/resources/" + i0+"/environment",schemaPath:"#/$defs/resource/properties/environment/pattern",keyword:"pattern",params:{pattern: "^[^\\x00-\\x1f\\x7f]+$"},message:"must match pattern \""+"^[^\\x00-\\x1f\\x7f]+$"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/resources/" + i0+"/environment",schemaPath:"#/$defs/resource/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data1.expires !== undefined){
let data8 = data1.expires;
if(typeof data8 === "string"){
if(!pattern8.test(data8)){
const err26 = {instancePath:instancePath+"/resources/" + i0+"/expires",schemaPath:"#/$defs/resource/properties/expires/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/resources/" + i0+"/expires",schemaPath:"#/$defs/resource/properties/expires/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data1.guests !== undefined){
let data9 = data1.guests;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.until === undefined){
const err28 = {instancePath:instancePath+"/resources/" + i0+"/guests",schemaPath:"#/$defs/resource/properties/guests/required",keyword:"required",params:{missingProperty: "until"},message:"must have required property '"+"until"+"'"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
for(const key2 in data9){
if(!(key2 === "until")){
const err29 = {instancePath:instancePath+"/resources/" + i0+"/guests",schemaPath:"#/$defs/resource/properties/guests/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data9.until !== undefined){
let data10 = data9.until;
if(typeof data10 === "string"){
if(!pattern8.test(data10)){
const err30 = {instancePath:instancePath+"/resources/" + i0+"/guests/until",schemaPath:"#/$defs/resource/properties/guests/properties/until/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/resources/" + i0+"/guests/until",schemaPath:"#/$defs/resource/properties/guests/properties/until/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/resources/" + i0+"/guests",schemaPath:"#/$defs/resource/properties/guests/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data1.connector !== undefined){
let data11 = data1.connector;
if(typeof data11 === "string"){
if(!pattern4.test(data11)){
const err33 = {instancePath:instancePath+"/resources/" + i0+"/connector",schemaPath:"#/$defs/resource/properties/connector/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/resources/" + i0+"/connector",schemaPath:"#/$defs/resource/properties/connector/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data1.actions !== undefined){
let data12 = data1.actions;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(Object.keys(data12).length > 50){
const err35 = {instancePath:instancePath+"/resources/" + i0+"/actions",schemaPath:"#/$defs/resource/properties/actions/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(Object.keys(data12).length < 1){
const err36 = {instancePath:instancePath+"/resources/" + i0+"/actions",schemaPath:"#/$defs/resource/properties/actions/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
for(const key3 in data12){
const _errs31 = errors;
if(typeof key3 === "string"){
if(!pattern11.test(key3)){
const err37 = {instancePath:instancePath+"/resources/" + i0+"/actions",schemaPath:"#/$defs/resource/properties/actions/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"+"\"",propertyName:key3};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
var valid6 = _errs31 === errors;
if(!valid6){
const err38 = {instancePath:instancePath+"/resources/" + i0+"/actions",schemaPath:"#/$defs/resource/properties/actions/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
for(const key4 in data12){
let data13 = data12[key4];
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.scope === undefined){
const err39 = {instancePath:instancePath+"/resources/" + i0+"/actions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/resource/properties/actions/additionalProperties/required",keyword:"required",params:{missingProperty: "scope"},message:"must have required property '"+"scope"+"'"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
for(const key5 in data13){
if(!(((key5 === "scope") || (key5 === "max_duration")) || (key5 === "sensitivity"))){
const err40 = {instancePath:instancePath+"/resources/" + i0+"/actions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/resource/properties/actions/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data13.scope !== undefined){
let data14 = data13.scope;
if(typeof data14 === "string"){
if(!pattern12.test(data14)){
const err41 = {instancePath:instancePath+"/resources/" + i0+"/actions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/scope",schemaPath:"#/$defs/resource/properties/actions/additionalProperties/properties/scope/pattern",keyword:"pattern",params:{pattern: "^[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,128}$"},message:"must match pattern \""+"^[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,128}$"+"\""};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/resources/" + i0+"/actions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/scope",schemaPath:"#/$defs/resource/properties/actions/additionalProperties/properties/scope/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data13.max_duration !== undefined){
let data15 = data13.max_duration;
if(typeof data15 === "string"){
if(!pattern13.test(data15)){
const err43 = {instancePath:instancePath+"/resources/" + i0+"/actions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/max_duration",schemaPath:"#/$defs/resource/properties/actions/additionalProperties/properties/max_duration/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/resources/" + i0+"/actions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/max_duration",schemaPath:"#/$defs/resource/properties/actions/additionalProperties/properties/max_duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data13.sensitivity !== undefined){
let data16 = data13.sensitivity;
if(typeof data16 !== "string"){
const err45 = {instancePath:instancePath+"/resources/" + i0+"/actions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/sensitivity",schemaPath:"#/$defs/resource/properties/actions/additionalProperties/properties/sensitivity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(!((((data16 === "low") || (data16 === "medium")) || (data16 === "high")) || (data16 === "critical"))){
const err46 = {instancePath:instancePath+"/resources/" + i0+"/actions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/sensitivity",schemaPath:"#/$defs/resource/properties/actions/additionalProperties/properties/sensitivity/enum",keyword:"enum",params:{allowedValues: schema32.properties.actions.additionalProperties.properties.sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/resources/" + i0+"/actions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/resource/properties/actions/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/resources/" + i0+"/actions",schemaPath:"#/$defs/resource/properties/actions/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/resources/" + i0,schemaPath:"#/$defs/resource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/resources",schemaPath:"#/properties/resources/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const isSettings = validate21;
const schema33 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://daypass.dev/schemas/config.schema.json","title":"Settings","description":"Settings of an access repository, .github/daypass.yml. All optional; they may tighten the deployment's floors, never loosen them.","type":"object","additionalProperties":false,"required":[],"properties":{"issuer":{"type":"string","pattern":"^https?://[^\\s]+$","maxLength":300,"description":"PUBLIC_URL of the Daypass that serves this repository; the first `daypass open` pins it."},"ticket":{"type":"string","enum":["off","optional","required"],"description":"Whether the form asks for a ticket."},"max_duration":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"The longest grant of this repository, whatever policy says."},"lapse_after":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"How long a request waits for its approvals."},"member_for":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"How long somebody must have been in a team before they count as one of it for an approval, at most 366d. Whoever was in it before Daypass first looked at it counts."},"never_votes":{"type":"object","maxProperties":100,"propertyNames":{"pattern":"^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}(?:\\[bot\\])?$"},"additionalProperties":{"type":"integer","minimum":1},"description":"Accounts whose yes and no count for nothing, whatever CODEOWNERS, teams and policy say: their numbers by their names. The number counts."},"open_requests_per_person":{"type":"integer","minimum":1,"maximum":1000,"description":"How many requests of this repository a person may have open at a time, whatever policy says."},"requests_per_person_per_day":{"type":"integer","minimum":1,"maximum":1000,"description":"How many requests a person may make within 24 hours, whatever policy says."},"escalate_to":{"type":"array","maxItems":5,"uniqueItems":true,"items":{"type":"string","pattern":"^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:/(?:ent:)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,99})?$"},"description":"Who is called, besides those who were asked, when half of the time to lapse is over: @user or @organisation/team. They get no say by it."},"key_min_age":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"Without review, credentials are sealed only to SSH keys that were known so long when the request was made; where there is none, one code owner must approve. Default 24h; never less than the deployment's floor."},"policy":{"type":"object","additionalProperties":false,"required":[],"description":"How changes of these files are judged before they come into force.","properties":{"loosening_approvals":{"type":"integer","minimum":0,"maximum":5,"description":"How many owners more than one must approve a change that gives more than before. Default 1."},"coverage":{"type":"integer","minimum":0,"maximum":100,"description":"The least share of a policy file's lines that tests reach, in percent. Default 100 for files of the default library as they came, 80 for others."},"unreviewed":{"type":"string","enum":["hold","alert"],"description":"What becomes of governed files that came to the default branch through no pull request that Daypass judged and owners approved: held until an operator releases them, or put in force with an alert. Default: hold where the check is required from this app alone, else alert."},"last_good_for":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"For how long it is decided by the files that were good last, where the newest cannot be used. Default 1h."},"on_stricter":{"type":"string","enum":["end","warn","keep"],"description":"What becomes of access that lives and that would now need more approvals than it has. Default warn. What would now be refused ends in any case."}}},"keys":{"type":"object","additionalProperties":false,"required":[],"description":"Which of the requester's SSH keys credentials are sealed to.","properties":{"which":{"type":"string","enum":["all","newest","named"],"description":"all (the default), only the newest, or only those that `named` lists."},"named":{"type":"array","maxItems":1000,"uniqueItems":true,"items":{"type":"string","pattern":"^SHA256:[A-Za-z0-9+/]{43}$"},"description":"Fingerprints as `ssh-keygen -lf` prints them, for `which: named`."},"max_age":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"No key that was added longer ago counts, nor one of unknown age."},"min_age":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"No key that was added more lately counts, even with review."}}}}};
const pattern14 = new RegExp("^https?://[^\\s]+$", "u");
const pattern18 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}(?:\\[bot\\])?$", "u");
const pattern19 = new RegExp("^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:/(?:ent:)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,99})?$", "u");
const pattern22 = new RegExp("^SHA256:[A-Za-z0-9+/]{43}$", "u");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://daypass.dev/schemas/config.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema33.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.issuer !== undefined){
let data0 = data.issuer;
if(typeof data0 === "string"){
if(func2(data0) > 300){
const err1 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!pattern14.test(data0)){
const err2 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/pattern",keyword:"pattern",params:{pattern: "^https?://[^\\s]+$"},message:"must match pattern \""+"^https?://[^\\s]+$"+"\""};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.ticket !== undefined){
let data1 = data.ticket;
if(typeof data1 !== "string"){
const err4 = {instancePath:instancePath+"/ticket",schemaPath:"#/properties/ticket/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!(((data1 === "off") || (data1 === "optional")) || (data1 === "required"))){
const err5 = {instancePath:instancePath+"/ticket",schemaPath:"#/properties/ticket/enum",keyword:"enum",params:{allowedValues: schema33.properties.ticket.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.max_duration !== undefined){
let data2 = data.max_duration;
if(typeof data2 === "string"){
if(!pattern13.test(data2)){
const err6 = {instancePath:instancePath+"/max_duration",schemaPath:"#/properties/max_duration/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/max_duration",schemaPath:"#/properties/max_duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.lapse_after !== undefined){
let data3 = data.lapse_after;
if(typeof data3 === "string"){
if(!pattern13.test(data3)){
const err8 = {instancePath:instancePath+"/lapse_after",schemaPath:"#/properties/lapse_after/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/lapse_after",schemaPath:"#/properties/lapse_after/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.member_for !== undefined){
let data4 = data.member_for;
if(typeof data4 === "string"){
if(!pattern13.test(data4)){
const err10 = {instancePath:instancePath+"/member_for",schemaPath:"#/properties/member_for/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/member_for",schemaPath:"#/properties/member_for/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.never_votes !== undefined){
let data5 = data.never_votes;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(Object.keys(data5).length > 100){
const err12 = {instancePath:instancePath+"/never_votes",schemaPath:"#/properties/never_votes/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data5){
const _errs14 = errors;
if(typeof key1 === "string"){
if(!pattern18.test(key1)){
const err13 = {instancePath:instancePath+"/never_votes",schemaPath:"#/properties/never_votes/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}(?:\\[bot\\])?$"},message:"must match pattern \""+"^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}(?:\\[bot\\])?$"+"\"",propertyName:key1};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
var valid1 = _errs14 === errors;
if(!valid1){
const err14 = {instancePath:instancePath+"/never_votes",schemaPath:"#/properties/never_votes/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
for(const key2 in data5){
let data6 = data5[key2];
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err15 = {instancePath:instancePath+"/never_votes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/never_votes/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/never_votes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/never_votes/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
else {
const err17 = {instancePath:instancePath+"/never_votes",schemaPath:"#/properties/never_votes/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.open_requests_per_person !== undefined){
let data7 = data.open_requests_per_person;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err18 = {instancePath:instancePath+"/open_requests_per_person",schemaPath:"#/properties/open_requests_per_person/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 1000 || isNaN(data7)){
const err19 = {instancePath:instancePath+"/open_requests_per_person",schemaPath:"#/properties/open_requests_per_person/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err20 = {instancePath:instancePath+"/open_requests_per_person",schemaPath:"#/properties/open_requests_per_person/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data.requests_per_person_per_day !== undefined){
let data8 = data.requests_per_person_per_day;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err21 = {instancePath:instancePath+"/requests_per_person_per_day",schemaPath:"#/properties/requests_per_person_per_day/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 1000 || isNaN(data8)){
const err22 = {instancePath:instancePath+"/requests_per_person_per_day",schemaPath:"#/properties/requests_per_person_per_day/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data8 < 1 || isNaN(data8)){
const err23 = {instancePath:instancePath+"/requests_per_person_per_day",schemaPath:"#/properties/requests_per_person_per_day/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data.escalate_to !== undefined){
let data9 = data.escalate_to;
if(Array.isArray(data9)){
if(data9.length > 5){
const err24 = {instancePath:instancePath+"/escalate_to",schemaPath:"#/properties/escalate_to/maxItems",keyword:"maxItems",params:{limit: 5},message:"must NOT have more than 5 items"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
let data10 = data9[i0];
if(typeof data10 === "string"){
if(!pattern19.test(data10)){
const err25 = {instancePath:instancePath+"/escalate_to/" + i0,schemaPath:"#/properties/escalate_to/items/pattern",keyword:"pattern",params:{pattern: "^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:/(?:ent:)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,99})?$"},message:"must match pattern \""+"^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:/(?:ent:)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,99})?$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/escalate_to/" + i0,schemaPath:"#/properties/escalate_to/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
let i1 = data9.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data9[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err27 = {instancePath:instancePath+"/escalate_to",schemaPath:"#/properties/escalate_to/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err28 = {instancePath:instancePath+"/escalate_to",schemaPath:"#/properties/escalate_to/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.key_min_age !== undefined){
let data11 = data.key_min_age;
if(typeof data11 === "string"){
if(!pattern13.test(data11)){
const err29 = {instancePath:instancePath+"/key_min_age",schemaPath:"#/properties/key_min_age/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/key_min_age",schemaPath:"#/properties/key_min_age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.policy !== undefined){
let data12 = data.policy;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key3 in data12){
if(!(((((key3 === "loosening_approvals") || (key3 === "coverage")) || (key3 === "unreviewed")) || (key3 === "last_good_for")) || (key3 === "on_stricter"))){
const err31 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data12.loosening_approvals !== undefined){
let data13 = data12.loosening_approvals;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err32 = {instancePath:instancePath+"/policy/loosening_approvals",schemaPath:"#/properties/policy/properties/loosening_approvals/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 5 || isNaN(data13)){
const err33 = {instancePath:instancePath+"/policy/loosening_approvals",schemaPath:"#/properties/policy/properties/loosening_approvals/maximum",keyword:"maximum",params:{comparison: "<=", limit: 5},message:"must be <= 5"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data13 < 0 || isNaN(data13)){
const err34 = {instancePath:instancePath+"/policy/loosening_approvals",schemaPath:"#/properties/policy/properties/loosening_approvals/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
if(data12.coverage !== undefined){
let data14 = data12.coverage;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err35 = {instancePath:instancePath+"/policy/coverage",schemaPath:"#/properties/policy/properties/coverage/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 100 || isNaN(data14)){
const err36 = {instancePath:instancePath+"/policy/coverage",schemaPath:"#/properties/policy/properties/coverage/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data14 < 0 || isNaN(data14)){
const err37 = {instancePath:instancePath+"/policy/coverage",schemaPath:"#/properties/policy/properties/coverage/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
if(data12.unreviewed !== undefined){
let data15 = data12.unreviewed;
if(typeof data15 !== "string"){
const err38 = {instancePath:instancePath+"/policy/unreviewed",schemaPath:"#/properties/policy/properties/unreviewed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!((data15 === "hold") || (data15 === "alert"))){
const err39 = {instancePath:instancePath+"/policy/unreviewed",schemaPath:"#/properties/policy/properties/unreviewed/enum",keyword:"enum",params:{allowedValues: schema33.properties.policy.properties.unreviewed.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data12.last_good_for !== undefined){
let data16 = data12.last_good_for;
if(typeof data16 === "string"){
if(!pattern13.test(data16)){
const err40 = {instancePath:instancePath+"/policy/last_good_for",schemaPath:"#/properties/policy/properties/last_good_for/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/policy/last_good_for",schemaPath:"#/properties/policy/properties/last_good_for/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data12.on_stricter !== undefined){
let data17 = data12.on_stricter;
if(typeof data17 !== "string"){
const err42 = {instancePath:instancePath+"/policy/on_stricter",schemaPath:"#/properties/policy/properties/on_stricter/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(!(((data17 === "end") || (data17 === "warn")) || (data17 === "keep"))){
const err43 = {instancePath:instancePath+"/policy/on_stricter",schemaPath:"#/properties/policy/properties/on_stricter/enum",keyword:"enum",params:{allowedValues: schema33.properties.policy.properties.on_stricter.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.keys !== undefined){
let data18 = data.keys;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
for(const key4 in data18){
if(!((((key4 === "which") || (key4 === "named")) || (key4 === "max_age")) || (key4 === "min_age"))){
const err45 = {instancePath:instancePath+"/keys",schemaPath:"#/properties/keys/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data18.which !== undefined){
let data19 = data18.which;
if(typeof data19 !== "string"){
const err46 = {instancePath:instancePath+"/keys/which",schemaPath:"#/properties/keys/properties/which/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(!(((data19 === "all") || (data19 === "newest")) || (data19 === "named"))){
const err47 = {instancePath:instancePath+"/keys/which",schemaPath:"#/properties/keys/properties/which/enum",keyword:"enum",params:{allowedValues: schema33.properties.keys.properties.which.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data18.named !== undefined){
let data20 = data18.named;
if(Array.isArray(data20)){
if(data20.length > 1000){
const err48 = {instancePath:instancePath+"/keys/named",schemaPath:"#/properties/keys/properties/named/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
const len1 = data20.length;
for(let i2=0; i2<len1; i2++){
let data21 = data20[i2];
if(typeof data21 === "string"){
if(!pattern22.test(data21)){
const err49 = {instancePath:instancePath+"/keys/named/" + i2,schemaPath:"#/properties/keys/properties/named/items/pattern",keyword:"pattern",params:{pattern: "^SHA256:[A-Za-z0-9+/]{43}$"},message:"must match pattern \""+"^SHA256:[A-Za-z0-9+/]{43}$"+"\""};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/keys/named/" + i2,schemaPath:"#/properties/keys/properties/named/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
let i3 = data20.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data20[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err51 = {instancePath:instancePath+"/keys/named",schemaPath:"#/properties/keys/properties/named/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
break;
}
indices1[item1] = i3;
}
}
}
else {
const err52 = {instancePath:instancePath+"/keys/named",schemaPath:"#/properties/keys/properties/named/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data18.max_age !== undefined){
let data22 = data18.max_age;
if(typeof data22 === "string"){
if(!pattern13.test(data22)){
const err53 = {instancePath:instancePath+"/keys/max_age",schemaPath:"#/properties/keys/properties/max_age/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/keys/max_age",schemaPath:"#/properties/keys/properties/max_age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data18.min_age !== undefined){
let data23 = data18.min_age;
if(typeof data23 === "string"){
if(!pattern13.test(data23)){
const err55 = {instancePath:instancePath+"/keys/min_age",schemaPath:"#/properties/keys/properties/min_age/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/keys/min_age",schemaPath:"#/properties/keys/properties/min_age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
else {
const err57 = {instancePath:instancePath+"/keys",schemaPath:"#/properties/keys/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
else {
const err58 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const isDecisionReceipt = validate22;
const schema34 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://daypass.dev/schemas/decision-receipt.schema.json","title":"DecisionReceipt","description":"By what a decision was made, so that whoever has the input and the texts can make it again and see the same bytes. Its digest, SHA-256 over `daypass-receipt-v1`, a line feed and its RFC 8785 form, stands in the signed trail.","type":"object","additionalProperties":false,"required":["version","at","why","requester","input","input_version","governance","policy","wasm","data","engine","output"],"properties":{"version":{"const":1},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},"why":{"type":"string","enum":["request","grant","extend"]},"requester":{"type":"string","pattern":"^[0-9a-f]{32}$","description":"The keyed hash that stands for the requester in the trail: with which key `input` was made."},"input":{"$ref":"#/$defs/digest","description":"HMAC-SHA256(key of the requester, \"daypass-input-v1\\n<tenant>\\n<SHA-256 of the input's RFC 8785 form>\"). A bare digest of so few unknowns could be guessed."},"input_version":{"type":"integer","minimum":1},"governance":{"type":"object","additionalProperties":false,"required":["digest","commit"],"properties":{"digest":{"$ref":"#/$defs/digest","description":"Over all governed files."},"commit":{"anyOf":[{"type":"string","pattern":"^([0-9a-f]{40}|[0-9a-f]{64})$"},{"type":"null"}],"description":"One at which they stood so; null: none is known."}}},"policy":{"$ref":"#/$defs/digest","description":"Over the texts of the policy, as the store keeps them."},"wasm":{"$ref":"#/$defs/digest","description":"SHA-256 of the module that opa made of them: the same texts and engine give the same bytes."},"data":{"$ref":"#/$defs/digest","description":"SHA-256 of the policy's data files as opa merged them."},"engine":{"type":"object","additionalProperties":false,"required":["opa","runtime","capabilities"],"properties":{"opa":{"type":"string","minLength":1,"description":"Version of the opa that compiled."},"runtime":{"type":"string","minLength":1,"description":"What evaluated the module, with its version."},"capabilities":{"$ref":"#/$defs/digest","description":"SHA-256 of the list of built-ins that a policy may call."}}},"output":{"$ref":"#/$defs/digest","description":"SHA-256 of the RFC 8785 form of the policy's own answer."}},"$defs":{"digest":{"type":"string","pattern":"^[0-9a-f]{64}$"}}};
const schema35 = {"type":"string","pattern":"^[0-9a-f]{64}$"};
const pattern26 = new RegExp("^[0-9a-f]{32}$", "u");
const pattern27 = new RegExp("^[0-9a-f]{64}$", "u");
const pattern29 = new RegExp("^([0-9a-f]{40}|[0-9a-f]{64})$", "u");

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://daypass.dev/schemas/decision-receipt.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.at === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.why === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "why"},message:"must have required property '"+"why"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.requester === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "requester"},message:"must have required property '"+"requester"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.input === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "input"},message:"must have required property '"+"input"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.input_version === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "input_version"},message:"must have required property '"+"input_version"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.governance === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "governance"},message:"must have required property '"+"governance"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.policy === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "policy"},message:"must have required property '"+"policy"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.wasm === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "wasm"},message:"must have required property '"+"wasm"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.data === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "data"},message:"must have required property '"+"data"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.engine === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "engine"},message:"must have required property '"+"engine"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.output === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "output"},message:"must have required property '"+"output"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema34.properties, key0))){
const err12 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
const err13 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.at !== undefined){
let data1 = data.at;
if(typeof data1 === "string"){
if(!pattern8.test(data1)){
const err14 = {instancePath:instancePath+"/at",schemaPath:"#/properties/at/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/at",schemaPath:"#/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.why !== undefined){
let data2 = data.why;
if(typeof data2 !== "string"){
const err16 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!(((data2 === "request") || (data2 === "grant")) || (data2 === "extend"))){
const err17 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/enum",keyword:"enum",params:{allowedValues: schema34.properties.why.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.requester !== undefined){
let data3 = data.requester;
if(typeof data3 === "string"){
if(!pattern26.test(data3)){
const err18 = {instancePath:instancePath+"/requester",schemaPath:"#/properties/requester/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/requester",schemaPath:"#/properties/requester/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.input !== undefined){
let data4 = data.input;
if(typeof data4 === "string"){
if(!pattern27.test(data4)){
const err20 = {instancePath:instancePath+"/input",schemaPath:"#/$defs/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/input",schemaPath:"#/$defs/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.input_version !== undefined){
let data5 = data.input_version;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err22 = {instancePath:instancePath+"/input_version",schemaPath:"#/properties/input_version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
const err23 = {instancePath:instancePath+"/input_version",schemaPath:"#/properties/input_version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data.governance !== undefined){
let data6 = data.governance;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.digest === undefined){
const err24 = {instancePath:instancePath+"/governance",schemaPath:"#/properties/governance/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data6.commit === undefined){
const err25 = {instancePath:instancePath+"/governance",schemaPath:"#/properties/governance/required",keyword:"required",params:{missingProperty: "commit"},message:"must have required property '"+"commit"+"'"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key1 in data6){
if(!((key1 === "digest") || (key1 === "commit"))){
const err26 = {instancePath:instancePath+"/governance",schemaPath:"#/properties/governance/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data6.digest !== undefined){
let data7 = data6.digest;
if(typeof data7 === "string"){
if(!pattern27.test(data7)){
const err27 = {instancePath:instancePath+"/governance/digest",schemaPath:"#/$defs/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/governance/digest",schemaPath:"#/$defs/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data6.commit !== undefined){
let data8 = data6.commit;
const _errs21 = errors;
let valid4 = false;
const _errs22 = errors;
if(typeof data8 === "string"){
if(!pattern29.test(data8)){
const err29 = {instancePath:instancePath+"/governance/commit",schemaPath:"#/properties/governance/properties/commit/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^([0-9a-f]{40}|[0-9a-f]{64})$"},message:"must match pattern \""+"^([0-9a-f]{40}|[0-9a-f]{64})$"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/governance/commit",schemaPath:"#/properties/governance/properties/commit/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
var _valid0 = _errs22 === errors;
valid4 = valid4 || _valid0;
const _errs24 = errors;
if(data8 !== null){
const err31 = {instancePath:instancePath+"/governance/commit",schemaPath:"#/properties/governance/properties/commit/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
var _valid0 = _errs24 === errors;
valid4 = valid4 || _valid0;
if(!valid4){
const err32 = {instancePath:instancePath+"/governance/commit",schemaPath:"#/properties/governance/properties/commit/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
else {
errors = _errs21;
if(vErrors !== null){
if(_errs21){
vErrors.length = _errs21;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err33 = {instancePath:instancePath+"/governance",schemaPath:"#/properties/governance/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.policy !== undefined){
let data9 = data.policy;
if(typeof data9 === "string"){
if(!pattern27.test(data9)){
const err34 = {instancePath:instancePath+"/policy",schemaPath:"#/$defs/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/policy",schemaPath:"#/$defs/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.wasm !== undefined){
let data10 = data.wasm;
if(typeof data10 === "string"){
if(!pattern27.test(data10)){
const err36 = {instancePath:instancePath+"/wasm",schemaPath:"#/$defs/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/wasm",schemaPath:"#/$defs/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.data !== undefined){
let data11 = data.data;
if(typeof data11 === "string"){
if(!pattern27.test(data11)){
const err38 = {instancePath:instancePath+"/data",schemaPath:"#/$defs/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/data",schemaPath:"#/$defs/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.engine !== undefined){
let data12 = data.engine;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.opa === undefined){
const err40 = {instancePath:instancePath+"/engine",schemaPath:"#/properties/engine/required",keyword:"required",params:{missingProperty: "opa"},message:"must have required property '"+"opa"+"'"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data12.runtime === undefined){
const err41 = {instancePath:instancePath+"/engine",schemaPath:"#/properties/engine/required",keyword:"required",params:{missingProperty: "runtime"},message:"must have required property '"+"runtime"+"'"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data12.capabilities === undefined){
const err42 = {instancePath:instancePath+"/engine",schemaPath:"#/properties/engine/required",keyword:"required",params:{missingProperty: "capabilities"},message:"must have required property '"+"capabilities"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
for(const key2 in data12){
if(!(((key2 === "opa") || (key2 === "runtime")) || (key2 === "capabilities"))){
const err43 = {instancePath:instancePath+"/engine",schemaPath:"#/properties/engine/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data12.opa !== undefined){
let data13 = data12.opa;
if(typeof data13 === "string"){
if(func2(data13) < 1){
const err44 = {instancePath:instancePath+"/engine/opa",schemaPath:"#/properties/engine/properties/opa/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/engine/opa",schemaPath:"#/properties/engine/properties/opa/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data12.runtime !== undefined){
let data14 = data12.runtime;
if(typeof data14 === "string"){
if(func2(data14) < 1){
const err46 = {instancePath:instancePath+"/engine/runtime",schemaPath:"#/properties/engine/properties/runtime/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/engine/runtime",schemaPath:"#/properties/engine/properties/runtime/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data12.capabilities !== undefined){
let data15 = data12.capabilities;
if(typeof data15 === "string"){
if(!pattern27.test(data15)){
const err48 = {instancePath:instancePath+"/engine/capabilities",schemaPath:"#/$defs/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/engine/capabilities",schemaPath:"#/$defs/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/engine",schemaPath:"#/properties/engine/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.output !== undefined){
let data16 = data.output;
if(typeof data16 === "string"){
if(!pattern27.test(data16)){
const err51 = {instancePath:instancePath+"/output",schemaPath:"#/$defs/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/output",schemaPath:"#/$defs/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const isDeployment = validate23;
const schema42 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://daypass.dev/schemas/deployment.schema.json","title":"Deployment","description":"The deployment file, daypass.config.yml: connectors by name, and which repositories may use them. Secrets only as ${ENV} references.","type":"object","additionalProperties":false,"required":["connectors"],"properties":{"connectors":{"type":"object","minProperties":1,"propertyNames":{"pattern":"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},"additionalProperties":{"oneOf":[{"type":"object","additionalProperties":false,"required":["type","repositories"],"properties":{"type":{"const":"token"},"audience":{"type":"string","pattern":"^https?://[^\\s]+$","description":"Absent: <PUBLIC_URL>/resources/<id>."},"probe":{"type":"string","pattern":"^https?://[^\\s]+$","description":"Asked with the probe token of an ended grant: must refuse with 401 or 403."},"algorithm":{"type":"string","enum":["ES256"]},"repositories":{"type":"array","minItems":1,"items":{"type":"integer","minimum":1},"uniqueItems":true,"description":"Numeric ids of the access repositories that may use this connector; names are for display."},"floors":{"type":"object","additionalProperties":false,"required":[],"properties":{"actions":{"type":"array","minItems":1,"items":{"type":"string","pattern":"^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"},"description":"Only these actions."},"max_duration":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"Never longer."},"min_sensitivity":{"type":"string","enum":["low","medium","high","critical"],"description":"Never for a resource or action below it."},"key_min_age":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"Without review, credentials are sealed only to SSH keys that were known at least so long when the request was made; accounts whose every key is younger have no say in changes of the rules."},"loosening_approvals":{"type":"integer","minimum":0,"maximum":5,"description":"In every repository that may use this connector, at least so many owners more than one approve a change of the rules that gives more than before."}},"description":"What no repository can loosen."},"drill":{"type":"string","enum":["hourly","daily","off"],"description":"How often a fire drill grants, uses, ends and probes a lease of this connector that is nobody's; absent: daily."}}},{"type":"object","additionalProperties":false,"required":["type","repositories"],"properties":{"type":{"const":"opa"},"fresh_for":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"For how long a reader may judge by a list, 5s to 10m; absent: 60s. So long a gateway that hears nothing goes on."},"probe":{"type":"string","pattern":"^https?://[^\\s]+$","description":"Where a reader's OPA is asked whether it still knows an ended grant, such as http://127.0.0.1:8181."},"repositories":{"type":"array","minItems":1,"items":{"type":"integer","minimum":1},"uniqueItems":true,"description":"Numeric ids of the access repositories that may use this connector; names are for display."},"floors":{"type":"object","additionalProperties":false,"required":[],"properties":{"actions":{"type":"array","minItems":1,"items":{"type":"string","pattern":"^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"},"description":"Only these actions."},"max_duration":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"Never longer."},"min_sensitivity":{"type":"string","enum":["low","medium","high","critical"],"description":"Never for a resource or action below it."},"key_min_age":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"Without review, credentials are sealed only to SSH keys that were known at least so long when the request was made."}},"description":"What no repository can loosen."},"drill":{"type":"string","enum":["hourly","daily","off"],"description":"How often a fire drill grants, uses, ends and probes a lease of this connector that is nobody's; absent: daily."}}}]}},"keep_decisions_for":{"type":"string","pattern":"^[1-9][0-9]{0,4}d$","description":"For how many days, such as 400d, decisions are kept with their inputs and the policies that made them, so that they can be made again; those of requests that live stay longer. Absent: 400d."},"policy":{"type":"object","additionalProperties":false,"required":[],"description":"What no repository's settings of the same name can loosen.","properties":{"unreviewed":{"type":"string","enum":["hold"],"description":"Governed files that no judged and approved pull request brought come into force nowhere before an operator releases them."},"last_good_for":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"Never longer."}}},"allow_public_repositories":{"type":"boolean","description":"Public repositories show everybody who asks for what; refused unless this is true."},"bundles":{"type":"array","minItems":1,"maxItems":100,"description":"What is in force in these repositories, as signed bundles for the OPAs of gateways and other layers.","items":{"type":"object","additionalProperties":false,"required":["repository","readers"],"properties":{"repository":{"type":"integer","minimum":1,"description":"Numeric id of the access repository."},"readers":{"type":"object","minProperties":1,"maxProperties":100,"propertyNames":{"pattern":"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},"additionalProperties":{"type":"object","additionalProperties":false,"required":["token"],"properties":{"token":{"type":"string","description":"What the reader shows as its bearer token, as a ${ENV} reference: 32 characters or more, another for each reader."},"resources":{"type":"array","minItems":1,"items":{"type":"string","pattern":"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},"uniqueItems":true,"description":"The resources of which it learns who holds grants by connectors of type opa; absent: none, it gets the policy alone."}}}}}}}}};
const pattern46 = new RegExp("^[1-9][0-9]{0,4}d$", "u");

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://daypass.dev/schemas/deployment.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.connectors === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "connectors"},message:"must have required property '"+"connectors"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "connectors") || (key0 === "keep_decisions_for")) || (key0 === "policy")) || (key0 === "allow_public_repositories")) || (key0 === "bundles"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.connectors !== undefined){
let data0 = data.connectors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(Object.keys(data0).length < 1){
const err2 = {instancePath:instancePath+"/connectors",schemaPath:"#/properties/connectors/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key1 in data0){
const _errs4 = errors;
if(typeof key1 === "string"){
if(!pattern4.test(key1)){
const err3 = {instancePath:instancePath+"/connectors",schemaPath:"#/properties/connectors/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"+"\"",propertyName:key1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var valid1 = _errs4 === errors;
if(!valid1){
const err4 = {instancePath:instancePath+"/connectors",schemaPath:"#/properties/connectors/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
for(const key2 in data0){
let data1 = data0[key2];
const _errs7 = errors;
let valid3 = false;
let passing0 = null;
const _errs8 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.type === undefined){
const err5 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1.repositories === undefined){
const err6 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/required",keyword:"required",params:{missingProperty: "repositories"},message:"must have required property '"+"repositories"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key3 in data1){
if(!(((((((key3 === "type") || (key3 === "audience")) || (key3 === "probe")) || (key3 === "algorithm")) || (key3 === "repositories")) || (key3 === "floors")) || (key3 === "drill"))){
const err7 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data1.type !== undefined){
if("token" !== data1.type){
const err8 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/type",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/type/const",keyword:"const",params:{allowedValue: "token"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.audience !== undefined){
let data3 = data1.audience;
if(typeof data3 === "string"){
if(!pattern14.test(data3)){
const err9 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/audience",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/audience/pattern",keyword:"pattern",params:{pattern: "^https?://[^\\s]+$"},message:"must match pattern \""+"^https?://[^\\s]+$"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/audience",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/audience/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data1.probe !== undefined){
let data4 = data1.probe;
if(typeof data4 === "string"){
if(!pattern14.test(data4)){
const err11 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/probe",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/probe/pattern",keyword:"pattern",params:{pattern: "^https?://[^\\s]+$"},message:"must match pattern \""+"^https?://[^\\s]+$"+"\""};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/probe",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/probe/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data1.algorithm !== undefined){
let data5 = data1.algorithm;
if(typeof data5 !== "string"){
const err13 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/algorithm",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/algorithm/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!(data5 === "ES256")){
const err14 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/algorithm",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/algorithm/enum",keyword:"enum",params:{allowedValues: schema42.properties.connectors.additionalProperties.oneOf[0].properties.algorithm.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data1.repositories !== undefined){
let data6 = data1.repositories;
if(Array.isArray(data6)){
if(data6.length < 1){
const err15 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/repositories",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/repositories/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err16 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/repositories/" + i0,schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/repositories/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err17 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/repositories/" + i0,schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/repositories/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
let i1 = data6.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data6[i1];
if(!(((typeof item0 == "number") && (!(item0 % 1) && !isNaN(item0))) && (isFinite(item0)))){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err18 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/repositories",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/repositories/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err19 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/repositories",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/repositories/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data1.floors !== undefined){
let data8 = data1.floors;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key4 in data8){
if(!(((((key4 === "actions") || (key4 === "max_duration")) || (key4 === "min_sensitivity")) || (key4 === "key_min_age")) || (key4 === "loosening_approvals"))){
const err20 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data8.actions !== undefined){
let data9 = data8.actions;
if(Array.isArray(data9)){
if(data9.length < 1){
const err21 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/actions",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/actions/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
const len1 = data9.length;
for(let i2=0; i2<len1; i2++){
let data10 = data9[i2];
if(typeof data10 === "string"){
if(!pattern11.test(data10)){
const err22 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/actions/" + i2,schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/actions/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/actions/" + i2,schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/actions/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/actions",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/actions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data8.max_duration !== undefined){
let data11 = data8.max_duration;
if(typeof data11 === "string"){
if(!pattern13.test(data11)){
const err25 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/max_duration",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/max_duration/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/max_duration",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/max_duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data8.min_sensitivity !== undefined){
let data12 = data8.min_sensitivity;
if(typeof data12 !== "string"){
const err27 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/min_sensitivity",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/min_sensitivity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!((((data12 === "low") || (data12 === "medium")) || (data12 === "high")) || (data12 === "critical"))){
const err28 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/min_sensitivity",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/min_sensitivity/enum",keyword:"enum",params:{allowedValues: schema42.properties.connectors.additionalProperties.oneOf[0].properties.floors.properties.min_sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data8.key_min_age !== undefined){
let data13 = data8.key_min_age;
if(typeof data13 === "string"){
if(!pattern13.test(data13)){
const err29 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/key_min_age",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/key_min_age/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/key_min_age",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/key_min_age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data8.loosening_approvals !== undefined){
let data14 = data8.loosening_approvals;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err31 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/loosening_approvals",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/loosening_approvals/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 5 || isNaN(data14)){
const err32 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/loosening_approvals",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/loosening_approvals/maximum",keyword:"maximum",params:{comparison: "<=", limit: 5},message:"must be <= 5"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data14 < 0 || isNaN(data14)){
const err33 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/loosening_approvals",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/properties/loosening_approvals/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
}
else {
const err34 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/floors/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data1.drill !== undefined){
let data15 = data1.drill;
if(typeof data15 !== "string"){
const err35 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/drill",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/drill/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(!(((data15 === "hourly") || (data15 === "daily")) || (data15 === "off"))){
const err36 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/drill",schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/properties/drill/enum",keyword:"enum",params:{allowedValues: schema42.properties.connectors.additionalProperties.oneOf[0].properties.drill.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/connectors/additionalProperties/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
var _valid0 = _errs8 === errors;
if(_valid0){
valid3 = true;
passing0 = 0;
var props0 = true;
}
const _errs39 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.type === undefined){
const err38 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data1.repositories === undefined){
const err39 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/required",keyword:"required",params:{missingProperty: "repositories"},message:"must have required property '"+"repositories"+"'"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
for(const key5 in data1){
if(!((((((key5 === "type") || (key5 === "fresh_for")) || (key5 === "probe")) || (key5 === "repositories")) || (key5 === "floors")) || (key5 === "drill"))){
const err40 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data1.type !== undefined){
if("opa" !== data1.type){
const err41 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/type",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/type/const",keyword:"const",params:{allowedValue: "opa"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data1.fresh_for !== undefined){
let data17 = data1.fresh_for;
if(typeof data17 === "string"){
if(!pattern13.test(data17)){
const err42 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/fresh_for",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/fresh_for/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/fresh_for",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/fresh_for/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data1.probe !== undefined){
let data18 = data1.probe;
if(typeof data18 === "string"){
if(!pattern14.test(data18)){
const err44 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/probe",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/probe/pattern",keyword:"pattern",params:{pattern: "^https?://[^\\s]+$"},message:"must match pattern \""+"^https?://[^\\s]+$"+"\""};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/probe",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/probe/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data1.repositories !== undefined){
let data19 = data1.repositories;
if(Array.isArray(data19)){
if(data19.length < 1){
const err46 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/repositories",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/repositories/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
const len2 = data19.length;
for(let i3=0; i3<len2; i3++){
let data20 = data19[i3];
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err47 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/repositories/" + i3,schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/repositories/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 1 || isNaN(data20)){
const err48 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/repositories/" + i3,schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/repositories/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
let i4 = data19.length;
let j1;
if(i4 > 1){
const indices1 = {};
for(;i4--;){
let item1 = data19[i4];
if(!(((typeof item1 == "number") && (!(item1 % 1) && !isNaN(item1))) && (isFinite(item1)))){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err49 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/repositories",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/repositories/uniqueItems",keyword:"uniqueItems",params:{i: i4, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i4+" are identical)"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
break;
}
indices1[item1] = i4;
}
}
}
else {
const err50 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/repositories",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/repositories/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data1.floors !== undefined){
let data21 = data1.floors;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key6 in data21){
if(!((((key6 === "actions") || (key6 === "max_duration")) || (key6 === "min_sensitivity")) || (key6 === "key_min_age"))){
const err51 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/floors/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data21.actions !== undefined){
let data22 = data21.actions;
if(Array.isArray(data22)){
if(data22.length < 1){
const err52 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/actions",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/floors/properties/actions/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
const len3 = data22.length;
for(let i5=0; i5<len3; i5++){
let data23 = data22[i5];
if(typeof data23 === "string"){
if(!pattern11.test(data23)){
const err53 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/actions/" + i5,schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/floors/properties/actions/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/actions/" + i5,schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/floors/properties/actions/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/actions",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/floors/properties/actions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data21.max_duration !== undefined){
let data24 = data21.max_duration;
if(typeof data24 === "string"){
if(!pattern13.test(data24)){
const err56 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/max_duration",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/floors/properties/max_duration/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/max_duration",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/floors/properties/max_duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data21.min_sensitivity !== undefined){
let data25 = data21.min_sensitivity;
if(typeof data25 !== "string"){
const err58 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/min_sensitivity",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/floors/properties/min_sensitivity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(!((((data25 === "low") || (data25 === "medium")) || (data25 === "high")) || (data25 === "critical"))){
const err59 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/min_sensitivity",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/floors/properties/min_sensitivity/enum",keyword:"enum",params:{allowedValues: schema42.properties.connectors.additionalProperties.oneOf[1].properties.floors.properties.min_sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data21.key_min_age !== undefined){
let data26 = data21.key_min_age;
if(typeof data26 === "string"){
if(!pattern13.test(data26)){
const err60 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/key_min_age",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/floors/properties/key_min_age/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors/key_min_age",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/floors/properties/key_min_age/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/floors",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/floors/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data1.drill !== undefined){
let data27 = data1.drill;
if(typeof data27 !== "string"){
const err63 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/drill",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/drill/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(!(((data27 === "hourly") || (data27 === "daily")) || (data27 === "off"))){
const err64 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/drill",schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/properties/drill/enum",keyword:"enum",params:{allowedValues: schema42.properties.connectors.additionalProperties.oneOf[1].properties.drill.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/connectors/additionalProperties/oneOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
var _valid0 = _errs39 === errors;
if(_valid0 && valid3){
valid3 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid3 = true;
passing0 = 1;
if(props0 !== true){
props0 = true;
}
}
}
if(!valid3){
const err66 = {instancePath:instancePath+"/connectors/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/connectors/additionalProperties/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
else {
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err67 = {instancePath:instancePath+"/connectors",schemaPath:"#/properties/connectors/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data.keep_decisions_for !== undefined){
let data28 = data.keep_decisions_for;
if(typeof data28 === "string"){
if(!pattern46.test(data28)){
const err68 = {instancePath:instancePath+"/keep_decisions_for",schemaPath:"#/properties/keep_decisions_for/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,4}d$"},message:"must match pattern \""+"^[1-9][0-9]{0,4}d$"+"\""};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {instancePath:instancePath+"/keep_decisions_for",schemaPath:"#/properties/keep_decisions_for/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.policy !== undefined){
let data29 = data.policy;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
for(const key7 in data29){
if(!((key7 === "unreviewed") || (key7 === "last_good_for"))){
const err70 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data29.unreviewed !== undefined){
let data30 = data29.unreviewed;
if(typeof data30 !== "string"){
const err71 = {instancePath:instancePath+"/policy/unreviewed",schemaPath:"#/properties/policy/properties/unreviewed/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(!(data30 === "hold")){
const err72 = {instancePath:instancePath+"/policy/unreviewed",schemaPath:"#/properties/policy/properties/unreviewed/enum",keyword:"enum",params:{allowedValues: schema42.properties.policy.properties.unreviewed.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data29.last_good_for !== undefined){
let data31 = data29.last_good_for;
if(typeof data31 === "string"){
if(!pattern13.test(data31)){
const err73 = {instancePath:instancePath+"/policy/last_good_for",schemaPath:"#/properties/policy/properties/last_good_for/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/policy/last_good_for",schemaPath:"#/properties/policy/properties/last_good_for/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
else {
const err75 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data.allow_public_repositories !== undefined){
if(typeof data.allow_public_repositories !== "boolean"){
const err76 = {instancePath:instancePath+"/allow_public_repositories",schemaPath:"#/properties/allow_public_repositories/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data.bundles !== undefined){
let data33 = data.bundles;
if(Array.isArray(data33)){
if(data33.length > 100){
const err77 = {instancePath:instancePath+"/bundles",schemaPath:"#/properties/bundles/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(data33.length < 1){
const err78 = {instancePath:instancePath+"/bundles",schemaPath:"#/properties/bundles/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
const len4 = data33.length;
for(let i6=0; i6<len4; i6++){
let data34 = data33[i6];
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.repository === undefined){
const err79 = {instancePath:instancePath+"/bundles/" + i6,schemaPath:"#/properties/bundles/items/required",keyword:"required",params:{missingProperty: "repository"},message:"must have required property '"+"repository"+"'"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if(data34.readers === undefined){
const err80 = {instancePath:instancePath+"/bundles/" + i6,schemaPath:"#/properties/bundles/items/required",keyword:"required",params:{missingProperty: "readers"},message:"must have required property '"+"readers"+"'"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
for(const key8 in data34){
if(!((key8 === "repository") || (key8 === "readers"))){
const err81 = {instancePath:instancePath+"/bundles/" + i6,schemaPath:"#/properties/bundles/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data34.repository !== undefined){
let data35 = data34.repository;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
const err82 = {instancePath:instancePath+"/bundles/" + i6+"/repository",schemaPath:"#/properties/bundles/items/properties/repository/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 < 1 || isNaN(data35)){
const err83 = {instancePath:instancePath+"/bundles/" + i6+"/repository",schemaPath:"#/properties/bundles/items/properties/repository/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
if(data34.readers !== undefined){
let data36 = data34.readers;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(Object.keys(data36).length > 100){
const err84 = {instancePath:instancePath+"/bundles/" + i6+"/readers",schemaPath:"#/properties/bundles/items/properties/readers/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(Object.keys(data36).length < 1){
const err85 = {instancePath:instancePath+"/bundles/" + i6+"/readers",schemaPath:"#/properties/bundles/items/properties/readers/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
for(const key9 in data36){
const _errs86 = errors;
if(typeof key9 === "string"){
if(!pattern4.test(key9)){
const err86 = {instancePath:instancePath+"/bundles/" + i6+"/readers",schemaPath:"#/properties/bundles/items/properties/readers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"+"\"",propertyName:key9};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
var valid22 = _errs86 === errors;
if(!valid22){
const err87 = {instancePath:instancePath+"/bundles/" + i6+"/readers",schemaPath:"#/properties/bundles/items/properties/readers/propertyNames",keyword:"propertyNames",params:{propertyName: key9},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
for(const key10 in data36){
let data37 = data36[key10];
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.token === undefined){
const err88 = {instancePath:instancePath+"/bundles/" + i6+"/readers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/bundles/items/properties/readers/additionalProperties/required",keyword:"required",params:{missingProperty: "token"},message:"must have required property '"+"token"+"'"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
for(const key11 in data37){
if(!((key11 === "token") || (key11 === "resources"))){
const err89 = {instancePath:instancePath+"/bundles/" + i6+"/readers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/bundles/items/properties/readers/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data37.token !== undefined){
if(typeof data37.token !== "string"){
const err90 = {instancePath:instancePath+"/bundles/" + i6+"/readers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/token",schemaPath:"#/properties/bundles/items/properties/readers/additionalProperties/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data37.resources !== undefined){
let data39 = data37.resources;
if(Array.isArray(data39)){
if(data39.length < 1){
const err91 = {instancePath:instancePath+"/bundles/" + i6+"/readers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/resources",schemaPath:"#/properties/bundles/items/properties/readers/additionalProperties/properties/resources/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
const len5 = data39.length;
for(let i7=0; i7<len5; i7++){
let data40 = data39[i7];
if(typeof data40 === "string"){
if(!pattern4.test(data40)){
const err92 = {instancePath:instancePath+"/bundles/" + i6+"/readers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/resources/" + i7,schemaPath:"#/properties/bundles/items/properties/readers/additionalProperties/properties/resources/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {instancePath:instancePath+"/bundles/" + i6+"/readers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/resources/" + i7,schemaPath:"#/properties/bundles/items/properties/readers/additionalProperties/properties/resources/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
let i8 = data39.length;
let j2;
if(i8 > 1){
const indices2 = {};
for(;i8--;){
let item2 = data39[i8];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j2 = indices2[item2];
const err94 = {instancePath:instancePath+"/bundles/" + i6+"/readers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/resources",schemaPath:"#/properties/bundles/items/properties/readers/additionalProperties/properties/resources/uniqueItems",keyword:"uniqueItems",params:{i: i8, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i8+" are identical)"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
break;
}
indices2[item2] = i8;
}
}
}
else {
const err95 = {instancePath:instancePath+"/bundles/" + i6+"/readers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/resources",schemaPath:"#/properties/bundles/items/properties/readers/additionalProperties/properties/resources/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
else {
const err96 = {instancePath:instancePath+"/bundles/" + i6+"/readers/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/bundles/items/properties/readers/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
}
else {
const err97 = {instancePath:instancePath+"/bundles/" + i6+"/readers",schemaPath:"#/properties/bundles/items/properties/readers/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
}
else {
const err98 = {instancePath:instancePath+"/bundles/" + i6,schemaPath:"#/properties/bundles/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
else {
const err99 = {instancePath:instancePath+"/bundles",schemaPath:"#/properties/bundles/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
else {
const err100 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const isPolicyInput = validate24;
const schema43 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://daypass.dev/schemas/policy-input.schema.json","title":"PolicyInput","description":"What a policy is asked: `request` is what a person wrote (validated, not trusted), `facts` is what Daypass read itself. Facts are only ever added, and what is added is optional: absent means that it was not read. None is renamed, narrowed or taken away, so that every policy goes on working and every recorded input can be asked again.","type":"object","additionalProperties":false,"required":["request","facts"],"properties":{"version":{"type":"integer","minimum":1,"maximum":2,"description":"Of this shape; absent: 1. It rises when facts are added, and tells who looks at a recorded input which facts could be in it. 2: affiliation, grants, granted_seconds_last_day and open_grants_total of the requester, live_on_resource, guests of the resource, and members of teams that a policy names."},"request":{"type":"object","additionalProperties":false,"required":["resource","actions","duration","reason","issue"],"properties":{"resource":{"type":"string"},"actions":{"type":"array","items":{"type":"string"},"minItems":1},"duration":{"type":"integer","minimum":1,"description":"Seconds."},"reason":{"type":"string"},"ticket":{"type":"string"},"issue":{"type":"integer"}}},"facts":{"type":"object","additionalProperties":false,"required":["now_ns","repository","requester","resource","open_grants","requests_last_day"],"properties":{"now_ns":{"type":"integer","minimum":0,"description":"The instant of the decision, nanoseconds since 1970. Decisions can be replayed because of it."},"repository":{"type":"object","additionalProperties":false,"required":["id","full_name","private"],"properties":{"id":{"type":"integer"},"full_name":{"type":"string"},"private":{"type":"boolean"}}},"requester":{"type":"object","additionalProperties":false,"required":["id","login","type","organisation_member","teams"],"properties":{"id":{"type":"integer"},"login":{"type":"string","description":"For display only."},"type":{"type":"string","enum":["User","Bot","Organization"]},"organisation_member":{"type":"boolean"},"teams":{"type":"array","items":{"type":"string"},"description":"Of the team of the resource and those teams that the policy or its data name in full, those of which the requester is an active member, as @organisation/team."},"permission":{"type":"string","enum":["none","read","triage","write","maintain","admin"],"description":"On the access repository."},"keys":{"type":"object","additionalProperties":false,"required":["usable"],"description":"The SSH keys that a credential would be sealed to; absent for connectors that give no credential.","properties":{"usable":{"type":"integer","minimum":0,"description":"How many."},"oldest_age":{"type":"integer","minimum":0,"description":"Age of the oldest in seconds; absent where none is known."}}},"affiliation":{"type":"string","enum":["member","outside-collaborator","none"],"description":"How a person belongs to the organisation: outside collaborators have access to the access repository and are no members. Where a policy names it; absent for who is no person."},"grants":{"type":"array","description":"What else the requester has now, by other requests in this access repository, what ends first first. Where a policy names it.","items":{"type":"object","additionalProperties":false,"required":["resource","scopes","ends_ns"],"properties":{"resource":{"type":"string"},"scopes":{"type":"array","items":{"type":"string"}},"environment":{"type":"string","description":"As the catalog says it now."},"ends_ns":{"type":"integer","minimum":0}}}},"granted_seconds_last_day":{"type":"integer","minimum":0,"description":"How long the requester had access by other requests in the last 24 hours, and will have by what lives; what lay side by side counts twice. Where a policy names it."},"open_grants_total":{"type":"integer","minimum":0,"description":"How many other grants of the requester live, on any resource. Where a policy names it."}}},"resource":{"type":"object","additionalProperties":false,"required":["id","title","kind","sensitivity","connector","actions"],"properties":{"id":{"type":"string"},"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"type":"string","enum":["low","medium","high","critical"],"description":"The policy decides what each means."},"team":{"type":"string"},"environment":{"type":"string"},"expires":{"type":"string"},"guests":{"type":"object","additionalProperties":false,"required":["until"],"description":"Outside collaborators may ask, until then.","properties":{"until":{"type":"string"}}},"connector":{"type":"string"},"actions":{"type":"object","additionalProperties":{"type":"object","additionalProperties":false,"required":["scope","sensitivity"],"properties":{"scope":{"type":"string"},"max_duration":{"type":"integer","description":"Seconds."},"sensitivity":{"type":"string","enum":["low","medium","high","critical"],"description":"The policy decides what each means."}}}}}},"open_grants":{"type":"integer","minimum":0,"description":"Of this requester, on this resource, now."},"requests_last_day":{"type":"integer","minimum":0,"description":"Of this requester, this one not counted."},"live_on_resource":{"type":"integer","minimum":0,"description":"How many other people have access to this resource now. Where a policy names it."}}}}};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://daypass.dev/schemas/policy-input.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.request === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "request"},message:"must have required property '"+"request"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.facts === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "facts"},message:"must have required property '"+"facts"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "version") || (key0 === "request")) || (key0 === "facts"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err3 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 2 || isNaN(data0)){
const err4 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2},message:"must be <= 2"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data0 < 1 || isNaN(data0)){
const err5 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.request !== undefined){
let data1 = data.request;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.resource === undefined){
const err6 = {instancePath:instancePath+"/request",schemaPath:"#/properties/request/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1.actions === undefined){
const err7 = {instancePath:instancePath+"/request",schemaPath:"#/properties/request/required",keyword:"required",params:{missingProperty: "actions"},message:"must have required property '"+"actions"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data1.duration === undefined){
const err8 = {instancePath:instancePath+"/request",schemaPath:"#/properties/request/required",keyword:"required",params:{missingProperty: "duration"},message:"must have required property '"+"duration"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data1.reason === undefined){
const err9 = {instancePath:instancePath+"/request",schemaPath:"#/properties/request/required",keyword:"required",params:{missingProperty: "reason"},message:"must have required property '"+"reason"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data1.issue === undefined){
const err10 = {instancePath:instancePath+"/request",schemaPath:"#/properties/request/required",keyword:"required",params:{missingProperty: "issue"},message:"must have required property '"+"issue"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key1 in data1){
if(!((((((key1 === "resource") || (key1 === "actions")) || (key1 === "duration")) || (key1 === "reason")) || (key1 === "ticket")) || (key1 === "issue"))){
const err11 = {instancePath:instancePath+"/request",schemaPath:"#/properties/request/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data1.resource !== undefined){
if(typeof data1.resource !== "string"){
const err12 = {instancePath:instancePath+"/request/resource",schemaPath:"#/properties/request/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data1.actions !== undefined){
let data3 = data1.actions;
if(Array.isArray(data3)){
if(data3.length < 1){
const err13 = {instancePath:instancePath+"/request/actions",schemaPath:"#/properties/request/properties/actions/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(typeof data3[i0] !== "string"){
const err14 = {instancePath:instancePath+"/request/actions/" + i0,schemaPath:"#/properties/request/properties/actions/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/request/actions",schemaPath:"#/properties/request/properties/actions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data1.duration !== undefined){
let data5 = data1.duration;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err16 = {instancePath:instancePath+"/request/duration",schemaPath:"#/properties/request/properties/duration/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
const err17 = {instancePath:instancePath+"/request/duration",schemaPath:"#/properties/request/properties/duration/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data1.reason !== undefined){
if(typeof data1.reason !== "string"){
const err18 = {instancePath:instancePath+"/request/reason",schemaPath:"#/properties/request/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data1.ticket !== undefined){
if(typeof data1.ticket !== "string"){
const err19 = {instancePath:instancePath+"/request/ticket",schemaPath:"#/properties/request/properties/ticket/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data1.issue !== undefined){
let data8 = data1.issue;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err20 = {instancePath:instancePath+"/request/issue",schemaPath:"#/properties/request/properties/issue/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/request",schemaPath:"#/properties/request/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.facts !== undefined){
let data9 = data.facts;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.now_ns === undefined){
const err22 = {instancePath:instancePath+"/facts",schemaPath:"#/properties/facts/required",keyword:"required",params:{missingProperty: "now_ns"},message:"must have required property '"+"now_ns"+"'"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data9.repository === undefined){
const err23 = {instancePath:instancePath+"/facts",schemaPath:"#/properties/facts/required",keyword:"required",params:{missingProperty: "repository"},message:"must have required property '"+"repository"+"'"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data9.requester === undefined){
const err24 = {instancePath:instancePath+"/facts",schemaPath:"#/properties/facts/required",keyword:"required",params:{missingProperty: "requester"},message:"must have required property '"+"requester"+"'"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data9.resource === undefined){
const err25 = {instancePath:instancePath+"/facts",schemaPath:"#/properties/facts/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data9.open_grants === undefined){
const err26 = {instancePath:instancePath+"/facts",schemaPath:"#/properties/facts/required",keyword:"required",params:{missingProperty: "open_grants"},message:"must have required property '"+"open_grants"+"'"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data9.requests_last_day === undefined){
const err27 = {instancePath:instancePath+"/facts",schemaPath:"#/properties/facts/required",keyword:"required",params:{missingProperty: "requests_last_day"},message:"must have required property '"+"requests_last_day"+"'"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
for(const key2 in data9){
if(!(((((((key2 === "now_ns") || (key2 === "repository")) || (key2 === "requester")) || (key2 === "resource")) || (key2 === "open_grants")) || (key2 === "requests_last_day")) || (key2 === "live_on_resource"))){
const err28 = {instancePath:instancePath+"/facts",schemaPath:"#/properties/facts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data9.now_ns !== undefined){
let data10 = data9.now_ns;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err29 = {instancePath:instancePath+"/facts/now_ns",schemaPath:"#/properties/facts/properties/now_ns/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err30 = {instancePath:instancePath+"/facts/now_ns",schemaPath:"#/properties/facts/properties/now_ns/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data9.repository !== undefined){
let data11 = data9.repository;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.id === undefined){
const err31 = {instancePath:instancePath+"/facts/repository",schemaPath:"#/properties/facts/properties/repository/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data11.full_name === undefined){
const err32 = {instancePath:instancePath+"/facts/repository",schemaPath:"#/properties/facts/properties/repository/required",keyword:"required",params:{missingProperty: "full_name"},message:"must have required property '"+"full_name"+"'"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data11.private === undefined){
const err33 = {instancePath:instancePath+"/facts/repository",schemaPath:"#/properties/facts/properties/repository/required",keyword:"required",params:{missingProperty: "private"},message:"must have required property '"+"private"+"'"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
for(const key3 in data11){
if(!(((key3 === "id") || (key3 === "full_name")) || (key3 === "private"))){
const err34 = {instancePath:instancePath+"/facts/repository",schemaPath:"#/properties/facts/properties/repository/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data11.id !== undefined){
let data12 = data11.id;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err35 = {instancePath:instancePath+"/facts/repository/id",schemaPath:"#/properties/facts/properties/repository/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data11.full_name !== undefined){
if(typeof data11.full_name !== "string"){
const err36 = {instancePath:instancePath+"/facts/repository/full_name",schemaPath:"#/properties/facts/properties/repository/properties/full_name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data11.private !== undefined){
if(typeof data11.private !== "boolean"){
const err37 = {instancePath:instancePath+"/facts/repository/private",schemaPath:"#/properties/facts/properties/repository/properties/private/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/facts/repository",schemaPath:"#/properties/facts/properties/repository/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data9.requester !== undefined){
let data15 = data9.requester;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.id === undefined){
const err39 = {instancePath:instancePath+"/facts/requester",schemaPath:"#/properties/facts/properties/requester/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data15.login === undefined){
const err40 = {instancePath:instancePath+"/facts/requester",schemaPath:"#/properties/facts/properties/requester/required",keyword:"required",params:{missingProperty: "login"},message:"must have required property '"+"login"+"'"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data15.type === undefined){
const err41 = {instancePath:instancePath+"/facts/requester",schemaPath:"#/properties/facts/properties/requester/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data15.organisation_member === undefined){
const err42 = {instancePath:instancePath+"/facts/requester",schemaPath:"#/properties/facts/properties/requester/required",keyword:"required",params:{missingProperty: "organisation_member"},message:"must have required property '"+"organisation_member"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data15.teams === undefined){
const err43 = {instancePath:instancePath+"/facts/requester",schemaPath:"#/properties/facts/properties/requester/required",keyword:"required",params:{missingProperty: "teams"},message:"must have required property '"+"teams"+"'"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
for(const key4 in data15){
if(!(func1.call(schema43.properties.facts.properties.requester.properties, key4))){
const err44 = {instancePath:instancePath+"/facts/requester",schemaPath:"#/properties/facts/properties/requester/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data15.id !== undefined){
let data16 = data15.id;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err45 = {instancePath:instancePath+"/facts/requester/id",schemaPath:"#/properties/facts/properties/requester/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data15.login !== undefined){
if(typeof data15.login !== "string"){
const err46 = {instancePath:instancePath+"/facts/requester/login",schemaPath:"#/properties/facts/properties/requester/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data15.type !== undefined){
let data18 = data15.type;
if(typeof data18 !== "string"){
const err47 = {instancePath:instancePath+"/facts/requester/type",schemaPath:"#/properties/facts/properties/requester/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(!(((data18 === "User") || (data18 === "Bot")) || (data18 === "Organization"))){
const err48 = {instancePath:instancePath+"/facts/requester/type",schemaPath:"#/properties/facts/properties/requester/properties/type/enum",keyword:"enum",params:{allowedValues: schema43.properties.facts.properties.requester.properties.type.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data15.organisation_member !== undefined){
if(typeof data15.organisation_member !== "boolean"){
const err49 = {instancePath:instancePath+"/facts/requester/organisation_member",schemaPath:"#/properties/facts/properties/requester/properties/organisation_member/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data15.teams !== undefined){
let data20 = data15.teams;
if(Array.isArray(data20)){
const len1 = data20.length;
for(let i1=0; i1<len1; i1++){
if(typeof data20[i1] !== "string"){
const err50 = {instancePath:instancePath+"/facts/requester/teams/" + i1,schemaPath:"#/properties/facts/properties/requester/properties/teams/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/facts/requester/teams",schemaPath:"#/properties/facts/properties/requester/properties/teams/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data15.permission !== undefined){
let data22 = data15.permission;
if(typeof data22 !== "string"){
const err52 = {instancePath:instancePath+"/facts/requester/permission",schemaPath:"#/properties/facts/properties/requester/properties/permission/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(!((((((data22 === "none") || (data22 === "read")) || (data22 === "triage")) || (data22 === "write")) || (data22 === "maintain")) || (data22 === "admin"))){
const err53 = {instancePath:instancePath+"/facts/requester/permission",schemaPath:"#/properties/facts/properties/requester/properties/permission/enum",keyword:"enum",params:{allowedValues: schema43.properties.facts.properties.requester.properties.permission.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data15.keys !== undefined){
let data23 = data15.keys;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(data23.usable === undefined){
const err54 = {instancePath:instancePath+"/facts/requester/keys",schemaPath:"#/properties/facts/properties/requester/properties/keys/required",keyword:"required",params:{missingProperty: "usable"},message:"must have required property '"+"usable"+"'"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
for(const key5 in data23){
if(!((key5 === "usable") || (key5 === "oldest_age"))){
const err55 = {instancePath:instancePath+"/facts/requester/keys",schemaPath:"#/properties/facts/properties/requester/properties/keys/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data23.usable !== undefined){
let data24 = data23.usable;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err56 = {instancePath:instancePath+"/facts/requester/keys/usable",schemaPath:"#/properties/facts/properties/requester/properties/keys/properties/usable/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err57 = {instancePath:instancePath+"/facts/requester/keys/usable",schemaPath:"#/properties/facts/properties/requester/properties/keys/properties/usable/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
if(data23.oldest_age !== undefined){
let data25 = data23.oldest_age;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err58 = {instancePath:instancePath+"/facts/requester/keys/oldest_age",schemaPath:"#/properties/facts/properties/requester/properties/keys/properties/oldest_age/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 0 || isNaN(data25)){
const err59 = {instancePath:instancePath+"/facts/requester/keys/oldest_age",schemaPath:"#/properties/facts/properties/requester/properties/keys/properties/oldest_age/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
}
else {
const err60 = {instancePath:instancePath+"/facts/requester/keys",schemaPath:"#/properties/facts/properties/requester/properties/keys/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data15.affiliation !== undefined){
let data26 = data15.affiliation;
if(typeof data26 !== "string"){
const err61 = {instancePath:instancePath+"/facts/requester/affiliation",schemaPath:"#/properties/facts/properties/requester/properties/affiliation/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(!(((data26 === "member") || (data26 === "outside-collaborator")) || (data26 === "none"))){
const err62 = {instancePath:instancePath+"/facts/requester/affiliation",schemaPath:"#/properties/facts/properties/requester/properties/affiliation/enum",keyword:"enum",params:{allowedValues: schema43.properties.facts.properties.requester.properties.affiliation.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data15.grants !== undefined){
let data27 = data15.grants;
if(Array.isArray(data27)){
const len2 = data27.length;
for(let i2=0; i2<len2; i2++){
let data28 = data27[i2];
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(data28.resource === undefined){
const err63 = {instancePath:instancePath+"/facts/requester/grants/" + i2,schemaPath:"#/properties/facts/properties/requester/properties/grants/items/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data28.scopes === undefined){
const err64 = {instancePath:instancePath+"/facts/requester/grants/" + i2,schemaPath:"#/properties/facts/properties/requester/properties/grants/items/required",keyword:"required",params:{missingProperty: "scopes"},message:"must have required property '"+"scopes"+"'"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(data28.ends_ns === undefined){
const err65 = {instancePath:instancePath+"/facts/requester/grants/" + i2,schemaPath:"#/properties/facts/properties/requester/properties/grants/items/required",keyword:"required",params:{missingProperty: "ends_ns"},message:"must have required property '"+"ends_ns"+"'"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
for(const key6 in data28){
if(!((((key6 === "resource") || (key6 === "scopes")) || (key6 === "environment")) || (key6 === "ends_ns"))){
const err66 = {instancePath:instancePath+"/facts/requester/grants/" + i2,schemaPath:"#/properties/facts/properties/requester/properties/grants/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data28.resource !== undefined){
if(typeof data28.resource !== "string"){
const err67 = {instancePath:instancePath+"/facts/requester/grants/" + i2+"/resource",schemaPath:"#/properties/facts/properties/requester/properties/grants/items/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data28.scopes !== undefined){
let data30 = data28.scopes;
if(Array.isArray(data30)){
const len3 = data30.length;
for(let i3=0; i3<len3; i3++){
if(typeof data30[i3] !== "string"){
const err68 = {instancePath:instancePath+"/facts/requester/grants/" + i2+"/scopes/" + i3,schemaPath:"#/properties/facts/properties/requester/properties/grants/items/properties/scopes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath:instancePath+"/facts/requester/grants/" + i2+"/scopes",schemaPath:"#/properties/facts/properties/requester/properties/grants/items/properties/scopes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data28.environment !== undefined){
if(typeof data28.environment !== "string"){
const err70 = {instancePath:instancePath+"/facts/requester/grants/" + i2+"/environment",schemaPath:"#/properties/facts/properties/requester/properties/grants/items/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data28.ends_ns !== undefined){
let data33 = data28.ends_ns;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
const err71 = {instancePath:instancePath+"/facts/requester/grants/" + i2+"/ends_ns",schemaPath:"#/properties/facts/properties/requester/properties/grants/items/properties/ends_ns/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 0 || isNaN(data33)){
const err72 = {instancePath:instancePath+"/facts/requester/grants/" + i2+"/ends_ns",schemaPath:"#/properties/facts/properties/requester/properties/grants/items/properties/ends_ns/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
}
else {
const err73 = {instancePath:instancePath+"/facts/requester/grants/" + i2,schemaPath:"#/properties/facts/properties/requester/properties/grants/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
else {
const err74 = {instancePath:instancePath+"/facts/requester/grants",schemaPath:"#/properties/facts/properties/requester/properties/grants/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data15.granted_seconds_last_day !== undefined){
let data34 = data15.granted_seconds_last_day;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
const err75 = {instancePath:instancePath+"/facts/requester/granted_seconds_last_day",schemaPath:"#/properties/facts/properties/requester/properties/granted_seconds_last_day/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 < 0 || isNaN(data34)){
const err76 = {instancePath:instancePath+"/facts/requester/granted_seconds_last_day",schemaPath:"#/properties/facts/properties/requester/properties/granted_seconds_last_day/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
if(data15.open_grants_total !== undefined){
let data35 = data15.open_grants_total;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
const err77 = {instancePath:instancePath+"/facts/requester/open_grants_total",schemaPath:"#/properties/facts/properties/requester/properties/open_grants_total/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 < 0 || isNaN(data35)){
const err78 = {instancePath:instancePath+"/facts/requester/open_grants_total",schemaPath:"#/properties/facts/properties/requester/properties/open_grants_total/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
}
else {
const err79 = {instancePath:instancePath+"/facts/requester",schemaPath:"#/properties/facts/properties/requester/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data9.resource !== undefined){
let data36 = data9.resource;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.id === undefined){
const err80 = {instancePath:instancePath+"/facts/resource",schemaPath:"#/properties/facts/properties/resource/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(data36.title === undefined){
const err81 = {instancePath:instancePath+"/facts/resource",schemaPath:"#/properties/facts/properties/resource/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(data36.kind === undefined){
const err82 = {instancePath:instancePath+"/facts/resource",schemaPath:"#/properties/facts/properties/resource/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(data36.sensitivity === undefined){
const err83 = {instancePath:instancePath+"/facts/resource",schemaPath:"#/properties/facts/properties/resource/required",keyword:"required",params:{missingProperty: "sensitivity"},message:"must have required property '"+"sensitivity"+"'"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(data36.connector === undefined){
const err84 = {instancePath:instancePath+"/facts/resource",schemaPath:"#/properties/facts/properties/resource/required",keyword:"required",params:{missingProperty: "connector"},message:"must have required property '"+"connector"+"'"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data36.actions === undefined){
const err85 = {instancePath:instancePath+"/facts/resource",schemaPath:"#/properties/facts/properties/resource/required",keyword:"required",params:{missingProperty: "actions"},message:"must have required property '"+"actions"+"'"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
for(const key7 in data36){
if(!(func1.call(schema43.properties.facts.properties.resource.properties, key7))){
const err86 = {instancePath:instancePath+"/facts/resource",schemaPath:"#/properties/facts/properties/resource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data36.id !== undefined){
if(typeof data36.id !== "string"){
const err87 = {instancePath:instancePath+"/facts/resource/id",schemaPath:"#/properties/facts/properties/resource/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data36.title !== undefined){
if(typeof data36.title !== "string"){
const err88 = {instancePath:instancePath+"/facts/resource/title",schemaPath:"#/properties/facts/properties/resource/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data36.kind !== undefined){
if(typeof data36.kind !== "string"){
const err89 = {instancePath:instancePath+"/facts/resource/kind",schemaPath:"#/properties/facts/properties/resource/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data36.sensitivity !== undefined){
let data40 = data36.sensitivity;
if(typeof data40 !== "string"){
const err90 = {instancePath:instancePath+"/facts/resource/sensitivity",schemaPath:"#/properties/facts/properties/resource/properties/sensitivity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if(!((((data40 === "low") || (data40 === "medium")) || (data40 === "high")) || (data40 === "critical"))){
const err91 = {instancePath:instancePath+"/facts/resource/sensitivity",schemaPath:"#/properties/facts/properties/resource/properties/sensitivity/enum",keyword:"enum",params:{allowedValues: schema43.properties.facts.properties.resource.properties.sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data36.team !== undefined){
if(typeof data36.team !== "string"){
const err92 = {instancePath:instancePath+"/facts/resource/team",schemaPath:"#/properties/facts/properties/resource/properties/team/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data36.environment !== undefined){
if(typeof data36.environment !== "string"){
const err93 = {instancePath:instancePath+"/facts/resource/environment",schemaPath:"#/properties/facts/properties/resource/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data36.expires !== undefined){
if(typeof data36.expires !== "string"){
const err94 = {instancePath:instancePath+"/facts/resource/expires",schemaPath:"#/properties/facts/properties/resource/properties/expires/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data36.guests !== undefined){
let data44 = data36.guests;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
if(data44.until === undefined){
const err95 = {instancePath:instancePath+"/facts/resource/guests",schemaPath:"#/properties/facts/properties/resource/properties/guests/required",keyword:"required",params:{missingProperty: "until"},message:"must have required property '"+"until"+"'"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
for(const key8 in data44){
if(!(key8 === "until")){
const err96 = {instancePath:instancePath+"/facts/resource/guests",schemaPath:"#/properties/facts/properties/resource/properties/guests/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data44.until !== undefined){
if(typeof data44.until !== "string"){
const err97 = {instancePath:instancePath+"/facts/resource/guests/until",schemaPath:"#/properties/facts/properties/resource/properties/guests/properties/until/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
}
else {
const err98 = {instancePath:instancePath+"/facts/resource/guests",schemaPath:"#/properties/facts/properties/resource/properties/guests/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data36.connector !== undefined){
if(typeof data36.connector !== "string"){
const err99 = {instancePath:instancePath+"/facts/resource/connector",schemaPath:"#/properties/facts/properties/resource/properties/connector/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data36.actions !== undefined){
let data47 = data36.actions;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
for(const key9 in data47){
let data48 = data47[key9];
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
if(data48.scope === undefined){
const err100 = {instancePath:instancePath+"/facts/resource/actions/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/facts/properties/resource/properties/actions/additionalProperties/required",keyword:"required",params:{missingProperty: "scope"},message:"must have required property '"+"scope"+"'"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
if(data48.sensitivity === undefined){
const err101 = {instancePath:instancePath+"/facts/resource/actions/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/facts/properties/resource/properties/actions/additionalProperties/required",keyword:"required",params:{missingProperty: "sensitivity"},message:"must have required property '"+"sensitivity"+"'"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
for(const key10 in data48){
if(!(((key10 === "scope") || (key10 === "max_duration")) || (key10 === "sensitivity"))){
const err102 = {instancePath:instancePath+"/facts/resource/actions/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/facts/properties/resource/properties/actions/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data48.scope !== undefined){
if(typeof data48.scope !== "string"){
const err103 = {instancePath:instancePath+"/facts/resource/actions/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/scope",schemaPath:"#/properties/facts/properties/resource/properties/actions/additionalProperties/properties/scope/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data48.max_duration !== undefined){
let data50 = data48.max_duration;
if(!(((typeof data50 == "number") && (!(data50 % 1) && !isNaN(data50))) && (isFinite(data50)))){
const err104 = {instancePath:instancePath+"/facts/resource/actions/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/max_duration",schemaPath:"#/properties/facts/properties/resource/properties/actions/additionalProperties/properties/max_duration/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data48.sensitivity !== undefined){
let data51 = data48.sensitivity;
if(typeof data51 !== "string"){
const err105 = {instancePath:instancePath+"/facts/resource/actions/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/sensitivity",schemaPath:"#/properties/facts/properties/resource/properties/actions/additionalProperties/properties/sensitivity/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
if(!((((data51 === "low") || (data51 === "medium")) || (data51 === "high")) || (data51 === "critical"))){
const err106 = {instancePath:instancePath+"/facts/resource/actions/" + key9.replace(/~/g, "~0").replace(/\//g, "~1")+"/sensitivity",schemaPath:"#/properties/facts/properties/resource/properties/actions/additionalProperties/properties/sensitivity/enum",keyword:"enum",params:{allowedValues: schema43.properties.facts.properties.resource.properties.actions.additionalProperties.properties.sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
}
else {
const err107 = {instancePath:instancePath+"/facts/resource/actions/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/facts/properties/resource/properties/actions/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
}
else {
const err108 = {instancePath:instancePath+"/facts/resource/actions",schemaPath:"#/properties/facts/properties/resource/properties/actions/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
}
else {
const err109 = {instancePath:instancePath+"/facts/resource",schemaPath:"#/properties/facts/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(data9.open_grants !== undefined){
let data52 = data9.open_grants;
if(!(((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52))) && (isFinite(data52)))){
const err110 = {instancePath:instancePath+"/facts/open_grants",schemaPath:"#/properties/facts/properties/open_grants/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 < 0 || isNaN(data52)){
const err111 = {instancePath:instancePath+"/facts/open_grants",schemaPath:"#/properties/facts/properties/open_grants/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
}
if(data9.requests_last_day !== undefined){
let data53 = data9.requests_last_day;
if(!(((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53))) && (isFinite(data53)))){
const err112 = {instancePath:instancePath+"/facts/requests_last_day",schemaPath:"#/properties/facts/properties/requests_last_day/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if((typeof data53 == "number") && (isFinite(data53))){
if(data53 < 0 || isNaN(data53)){
const err113 = {instancePath:instancePath+"/facts/requests_last_day",schemaPath:"#/properties/facts/properties/requests_last_day/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
if(data9.live_on_resource !== undefined){
let data54 = data9.live_on_resource;
if(!(((typeof data54 == "number") && (!(data54 % 1) && !isNaN(data54))) && (isFinite(data54)))){
const err114 = {instancePath:instancePath+"/facts/live_on_resource",schemaPath:"#/properties/facts/properties/live_on_resource/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
if((typeof data54 == "number") && (isFinite(data54))){
if(data54 < 0 || isNaN(data54)){
const err115 = {instancePath:instancePath+"/facts/live_on_resource",schemaPath:"#/properties/facts/properties/live_on_resource/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
}
}
else {
const err116 = {instancePath:instancePath+"/facts",schemaPath:"#/properties/facts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
else {
const err117 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const isPolicyOutput = validate25;
const schema44 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://daypass.dev/schemas/policy-output.schema.json","title":"PolicyOutput","description":"The only shape of answer that counts. Anything else, undefined included, is an error, and an error is never an approval.","type":"object","additionalProperties":false,"required":["outcome","reasons"],"properties":{"outcome":{"type":"string","enum":["allow","review","deny"]},"reasons":{"type":"array","minItems":1,"maxItems":20,"items":{"type":"string","minLength":1,"maxLength":500}},"max_duration":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"The longest grant that the policy accepts."},"approvals":{"type":"array","maxItems":10,"items":{"type":"object","additionalProperties":false,"required":["name","from","count"],"properties":{"name":{"type":"string","minLength":1,"maxLength":60},"from":{"type":"array","minItems":1,"maxItems":20,"items":{"type":"string","pattern":"^(code-owners|@[A-Za-z0-9-]{1,39}(/(?:ent:)?[A-Za-z0-9._-]{1,100})?)$"}},"count":{"type":"integer","minimum":1,"maximum":10}}}}},"allOf":[{"if":{"properties":{"outcome":{"const":"review"}}},"then":{"required":["approvals","max_duration"],"properties":{"approvals":{"minItems":1}}}},{"if":{"properties":{"outcome":{"const":"allow"}}},"then":{"required":["max_duration"],"properties":{"approvals":{"maxItems":0}}}}]};
const pattern51 = new RegExp("^(code-owners|@[A-Za-z0-9-]{1,39}(/(?:ent:)?[A-Za-z0-9._-]{1,100})?)$", "u");

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://daypass.dev/schemas/policy-output.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs2 = errors;
let valid1 = true;
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.outcome !== undefined){
if("review" !== data.outcome){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
var _valid0 = _errs3 === errors;
errors = _errs2;
if(vErrors !== null){
if(_errs2){
vErrors.length = _errs2;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.approvals === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/0/then/required",keyword:"required",params:{missingProperty: "approvals"},message:"must have required property '"+"approvals"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.max_duration === undefined){
const err2 = {instancePath,schemaPath:"#/allOf/0/then/required",keyword:"required",params:{missingProperty: "max_duration"},message:"must have required property '"+"max_duration"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.approvals !== undefined){
let data1 = data.approvals;
if(Array.isArray(data1)){
if(data1.length < 1){
const err3 = {instancePath:instancePath+"/approvals",schemaPath:"#/allOf/0/then/properties/approvals/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
}
var _valid0 = _errs5 === errors;
valid1 = _valid0;
if(valid1){
var props0 = {};
props0.approvals = true;
props0.outcome = true;
}
}
if(!valid1){
const err4 = {instancePath,schemaPath:"#/allOf/0/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const _errs8 = errors;
let valid4 = true;
const _errs9 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.outcome !== undefined){
if("allow" !== data.outcome){
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
var _valid1 = _errs9 === errors;
errors = _errs8;
if(vErrors !== null){
if(_errs8){
vErrors.length = _errs8;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs11 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.max_duration === undefined){
const err6 = {instancePath,schemaPath:"#/allOf/1/then/required",keyword:"required",params:{missingProperty: "max_duration"},message:"must have required property '"+"max_duration"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.approvals !== undefined){
let data3 = data.approvals;
if(Array.isArray(data3)){
if(data3.length > 0){
const err7 = {instancePath:instancePath+"/approvals",schemaPath:"#/allOf/1/then/properties/approvals/maxItems",keyword:"maxItems",params:{limit: 0},message:"must NOT have more than 0 items"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
var _valid1 = _errs11 === errors;
valid4 = _valid1;
if(valid4){
var props1 = {};
props1.approvals = true;
props1.outcome = true;
}
}
if(!valid4){
const err8 = {instancePath,schemaPath:"#/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(props0 !== true && props1 !== undefined){
if(props1 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props1);
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.outcome === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "outcome"},message:"must have required property '"+"outcome"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.reasons === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "reasons"},message:"must have required property '"+"reasons"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "outcome") || (key0 === "reasons")) || (key0 === "max_duration")) || (key0 === "approvals"))){
const err11 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.outcome !== undefined){
let data4 = data.outcome;
if(typeof data4 !== "string"){
const err12 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!(((data4 === "allow") || (data4 === "review")) || (data4 === "deny"))){
const err13 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/enum",keyword:"enum",params:{allowedValues: schema44.properties.outcome.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.reasons !== undefined){
let data5 = data.reasons;
if(Array.isArray(data5)){
if(data5.length > 20){
const err14 = {instancePath:instancePath+"/reasons",schemaPath:"#/properties/reasons/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data5.length < 1){
const err15 = {instancePath:instancePath+"/reasons",schemaPath:"#/properties/reasons/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(typeof data6 === "string"){
if(func2(data6) > 500){
const err16 = {instancePath:instancePath+"/reasons/" + i0,schemaPath:"#/properties/reasons/items/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(func2(data6) < 1){
const err17 = {instancePath:instancePath+"/reasons/" + i0,schemaPath:"#/properties/reasons/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/reasons/" + i0,schemaPath:"#/properties/reasons/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/reasons",schemaPath:"#/properties/reasons/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.max_duration !== undefined){
let data7 = data.max_duration;
if(typeof data7 === "string"){
if(!pattern13.test(data7)){
const err20 = {instancePath:instancePath+"/max_duration",schemaPath:"#/properties/max_duration/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/max_duration",schemaPath:"#/properties/max_duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.approvals !== undefined){
let data8 = data.approvals;
if(Array.isArray(data8)){
if(data8.length > 10){
const err22 = {instancePath:instancePath+"/approvals",schemaPath:"#/properties/approvals/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
let data9 = data8[i1];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.name === undefined){
const err23 = {instancePath:instancePath+"/approvals/" + i1,schemaPath:"#/properties/approvals/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data9.from === undefined){
const err24 = {instancePath:instancePath+"/approvals/" + i1,schemaPath:"#/properties/approvals/items/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data9.count === undefined){
const err25 = {instancePath:instancePath+"/approvals/" + i1,schemaPath:"#/properties/approvals/items/required",keyword:"required",params:{missingProperty: "count"},message:"must have required property '"+"count"+"'"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key1 in data9){
if(!(((key1 === "name") || (key1 === "from")) || (key1 === "count"))){
const err26 = {instancePath:instancePath+"/approvals/" + i1,schemaPath:"#/properties/approvals/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data9.name !== undefined){
let data10 = data9.name;
if(typeof data10 === "string"){
if(func2(data10) > 60){
const err27 = {instancePath:instancePath+"/approvals/" + i1+"/name",schemaPath:"#/properties/approvals/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(func2(data10) < 1){
const err28 = {instancePath:instancePath+"/approvals/" + i1+"/name",schemaPath:"#/properties/approvals/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/approvals/" + i1+"/name",schemaPath:"#/properties/approvals/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data9.from !== undefined){
let data11 = data9.from;
if(Array.isArray(data11)){
if(data11.length > 20){
const err30 = {instancePath:instancePath+"/approvals/" + i1+"/from",schemaPath:"#/properties/approvals/items/properties/from/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data11.length < 1){
const err31 = {instancePath:instancePath+"/approvals/" + i1+"/from",schemaPath:"#/properties/approvals/items/properties/from/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
const len2 = data11.length;
for(let i2=0; i2<len2; i2++){
let data12 = data11[i2];
if(typeof data12 === "string"){
if(!pattern51.test(data12)){
const err32 = {instancePath:instancePath+"/approvals/" + i1+"/from/" + i2,schemaPath:"#/properties/approvals/items/properties/from/items/pattern",keyword:"pattern",params:{pattern: "^(code-owners|@[A-Za-z0-9-]{1,39}(/(?:ent:)?[A-Za-z0-9._-]{1,100})?)$"},message:"must match pattern \""+"^(code-owners|@[A-Za-z0-9-]{1,39}(/(?:ent:)?[A-Za-z0-9._-]{1,100})?)$"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/approvals/" + i1+"/from/" + i2,schemaPath:"#/properties/approvals/items/properties/from/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/approvals/" + i1+"/from",schemaPath:"#/properties/approvals/items/properties/from/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data9.count !== undefined){
let data13 = data9.count;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err35 = {instancePath:instancePath+"/approvals/" + i1+"/count",schemaPath:"#/properties/approvals/items/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 10 || isNaN(data13)){
const err36 = {instancePath:instancePath+"/approvals/" + i1+"/count",schemaPath:"#/properties/approvals/items/properties/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},message:"must be <= 10"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data13 < 1 || isNaN(data13)){
const err37 = {instancePath:instancePath+"/approvals/" + i1+"/count",schemaPath:"#/properties/approvals/items/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
}
else {
const err38 = {instancePath:instancePath+"/approvals/" + i1,schemaPath:"#/properties/approvals/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/approvals",schemaPath:"#/properties/approvals/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const isRequestFile = validate26;
const schema45 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://daypass.dev/schemas/request-file.schema.json","title":"RequestFile","description":"One request as a file below requests/ on the requests branch. Daypass writes resource, actions, duration, requester, issue and digest; a person who asks by pull request writes resource, actions, duration, reason and perhaps a ticket.","type":"object","additionalProperties":false,"required":["resource","actions","duration"],"properties":{"resource":{"type":"string","pattern":"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},"actions":{"type":"array","minItems":1,"maxItems":50,"uniqueItems":true,"items":{"type":"string","pattern":"^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"},"description":"In a request by pull request also one text, as in `read, dump`."},"duration":{"type":"string","pattern":"^[1-9][0-9]{0,7}[smhd]$","description":"A whole number and one of s, m, h, d."},"reason":{"type":"string","minLength":1,"maxLength":4096,"description":"Only in a request by pull request: what Daypass writes never holds it, since git never forgets."},"ticket":{"type":"string","minLength":1,"maxLength":200},"requester":{"type":"integer","minimum":1,"description":"Numeric id of the person who asks."},"issue":{"type":"integer","minimum":1},"digest":{"type":"string","pattern":"^[0-9a-f]{64}$","description":"The request digest."}}};

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://daypass.dev/schemas/request-file.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.resource === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.actions === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "actions"},message:"must have required property '"+"actions"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.duration === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "duration"},message:"must have required property '"+"duration"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "resource") || (key0 === "actions")) || (key0 === "duration")) || (key0 === "reason")) || (key0 === "ticket")) || (key0 === "requester")) || (key0 === "issue")) || (key0 === "digest"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.resource !== undefined){
let data0 = data.resource;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err4 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.actions !== undefined){
let data1 = data.actions;
if(Array.isArray(data1)){
if(data1.length > 50){
const err6 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1.length < 1){
const err7 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(!pattern11.test(data2)){
const err8 = {instancePath:instancePath+"/actions/" + i0,schemaPath:"#/properties/actions/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/actions/" + i0,schemaPath:"#/properties/actions/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
let i1 = data1.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data1[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err10 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err11 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.duration !== undefined){
let data3 = data.duration;
if(typeof data3 === "string"){
if(!pattern13.test(data3)){
const err12 = {instancePath:instancePath+"/duration",schemaPath:"#/properties/duration/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,7}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,7}[smhd]$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/duration",schemaPath:"#/properties/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.reason !== undefined){
let data4 = data.reason;
if(typeof data4 === "string"){
if(func2(data4) > 4096){
const err14 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(func2(data4) < 1){
const err15 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.ticket !== undefined){
let data5 = data.ticket;
if(typeof data5 === "string"){
if(func2(data5) > 200){
const err17 = {instancePath:instancePath+"/ticket",schemaPath:"#/properties/ticket/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(func2(data5) < 1){
const err18 = {instancePath:instancePath+"/ticket",schemaPath:"#/properties/ticket/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/ticket",schemaPath:"#/properties/ticket/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.requester !== undefined){
let data6 = data.requester;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err20 = {instancePath:instancePath+"/requester",schemaPath:"#/properties/requester/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
const err21 = {instancePath:instancePath+"/requester",schemaPath:"#/properties/requester/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data.issue !== undefined){
let data7 = data.issue;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err22 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err23 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data.digest !== undefined){
let data8 = data.digest;
if(typeof data8 === "string"){
if(!pattern27.test(data8)){
const err24 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const isCanonicalRequest = validate27;
const schema46 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://daypass.dev/schemas/request.schema.json","title":"CanonicalRequest","description":"The parsed, validated, frozen form of a request. SHA-256 over its RFC 8785 JSON is the request digest.","type":"object","additionalProperties":false,"required":["version","repository","issue","requester","resource","actions","duration","reason"],"properties":{"version":{"const":1},"repository":{"type":"integer","minimum":1,"description":"Numeric id of the access repository."},"issue":{"type":"integer","minimum":1},"requester":{"type":"integer","minimum":1,"description":"Numeric id of the person who asks."},"resource":{"type":"string","pattern":"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},"actions":{"type":"array","minItems":1,"maxItems":50,"uniqueItems":true,"items":{"type":"string","pattern":"^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"},"description":"Sorted."},"duration":{"type":"integer","minimum":1,"maximum":31622400,"description":"Seconds."},"reason":{"type":"string","minLength":1,"maxLength":4096},"ticket":{"type":"string","minLength":1,"maxLength":200}}};

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://daypass.dev/schemas/request.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.repository === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "repository"},message:"must have required property '"+"repository"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.issue === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "issue"},message:"must have required property '"+"issue"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.requester === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "requester"},message:"must have required property '"+"requester"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.resource === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.actions === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "actions"},message:"must have required property '"+"actions"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.duration === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "duration"},message:"must have required property '"+"duration"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.reason === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "reason"},message:"must have required property '"+"reason"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema46.properties, key0))){
const err8 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
const err9 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.repository !== undefined){
let data1 = data.repository;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err10 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
const err11 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.issue !== undefined){
let data2 = data.issue;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err12 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err13 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.requester !== undefined){
let data3 = data.requester;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err14 = {instancePath:instancePath+"/requester",schemaPath:"#/properties/requester/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
const err15 = {instancePath:instancePath+"/requester",schemaPath:"#/properties/requester/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data.resource !== undefined){
let data4 = data.resource;
if(typeof data4 === "string"){
if(!pattern4.test(data4)){
const err16 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.actions !== undefined){
let data5 = data.actions;
if(Array.isArray(data5)){
if(data5.length > 50){
const err18 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data5.length < 1){
const err19 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(typeof data6 === "string"){
if(!pattern11.test(data6)){
const err20 = {instancePath:instancePath+"/actions/" + i0,schemaPath:"#/properties/actions/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/actions/" + i0,schemaPath:"#/properties/actions/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
let i1 = data5.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data5[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err22 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err23 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.duration !== undefined){
let data7 = data.duration;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err24 = {instancePath:instancePath+"/duration",schemaPath:"#/properties/duration/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 31622400 || isNaN(data7)){
const err25 = {instancePath:instancePath+"/duration",schemaPath:"#/properties/duration/maximum",keyword:"maximum",params:{comparison: "<=", limit: 31622400},message:"must be <= 31622400"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err26 = {instancePath:instancePath+"/duration",schemaPath:"#/properties/duration/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
if(data.reason !== undefined){
let data8 = data.reason;
if(typeof data8 === "string"){
if(func2(data8) > 4096){
const err27 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(func2(data8) < 1){
const err28 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.ticket !== undefined){
let data9 = data.ticket;
if(typeof data9 === "string"){
if(func2(data9) > 200){
const err30 = {instancePath:instancePath+"/ticket",schemaPath:"#/properties/ticket/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(func2(data9) < 1){
const err31 = {instancePath:instancePath+"/ticket",schemaPath:"#/properties/ticket/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/ticket",schemaPath:"#/properties/ticket/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const isSealedPayload = validate28;
const schema47 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://daypass.dev/schemas/sealed-payload.schema.json","title":"SealedPayload","description":"What stands inside the sealed credential, readable by the recipient alone. `signature` is a detached JWS over the RFC 8785 form of all the rest.","type":"object","additionalProperties":false,"required":["version","issuer","grant","request","digest","resource","scope","audience","recipient","begins","ends","credential","signature"],"properties":{"version":{"enum":[1,2]},"issuer":{"type":"string","pattern":"^https?://"},"grant":{"type":"string","pattern":"^[A-Za-z0-9_-]{22}$"},"request":{"type":"string","pattern":"^https?://","description":"URL of the issue."},"digest":{"type":"string","pattern":"^[0-9a-f]{64}$","description":"The request digest"},"resource":{"type":"string","pattern":"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},"scope":{"type":"string"},"audience":{"type":"string"},"recipient":{"oneOf":[{"type":"object","additionalProperties":false,"required":["id","key"],"properties":{"id":{"type":"integer","minimum":1},"key":{"type":"string","pattern":"^SHA256:[A-Za-z0-9+/]{43}$","description":"Fingerprint of the SSH key that it is sealed to."}},"description":"Of version 1."},{"type":"object","additionalProperties":false,"required":["id","keys"],"properties":{"id":{"type":"integer","minimum":1},"keys":{"type":"array","minItems":1,"maxItems":20,"uniqueItems":true,"items":{"type":"string","pattern":"^SHA256:[A-Za-z0-9+/]{43}$"},"description":"Fingerprints of the SSH keys that it is sealed to: exactly these."}},"description":"Of version 2."}]},"begins":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"When the grant began (RFC 3339, UTC)"},"ends":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"When the grant ends (RFC 3339, UTC)"},"credential":{"title":"Credential","description":"What opens the target, told apart by `type`.","oneOf":[{"title":"RenewalCredential","type":"object","additionalProperties":false,"required":["type","token_endpoint","refresh_token"],"properties":{"type":{"const":"refresh_token"},"token_endpoint":{"type":"string","pattern":"^https?://"},"refresh_token":{"type":"string","minLength":32}}}]},"signature":{"type":"string","pattern":"^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+$","description":"Detached JWS (RFC 7515, appendix F), ES256, typ daypass-delivery+jws."}},"if":{"properties":{"version":{"const":1}}},"then":{"properties":{"recipient":{"required":["key"]}}},"else":{"properties":{"recipient":{"required":["keys"]}}}};
const pattern58 = new RegExp("^https?://", "u");
const pattern59 = new RegExp("^[A-Za-z0-9_-]{22}$", "u");
const pattern68 = new RegExp("^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+$", "u");

function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://daypass.dev/schemas/sealed-payload.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate28.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version !== undefined){
if(1 !== data.version){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.recipient !== undefined){
let data1 = data.recipient;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.key === undefined){
const err1 = {instancePath:instancePath+"/recipient",schemaPath:"#/then/properties/recipient/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
if(valid0){
var props0 = {};
props0.recipient = true;
props0.version = true;
}
ifClause0 = "then";
}
else {
const _errs6 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.recipient !== undefined){
let data2 = data.recipient;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.keys === undefined){
const err2 = {instancePath:instancePath+"/recipient",schemaPath:"#/else/properties/recipient/required",keyword:"required",params:{missingProperty: "keys"},message:"must have required property '"+"keys"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
}
var _valid0 = _errs6 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = props0 || {};
props0.recipient = true;
}
}
ifClause0 = "else";
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.issuer === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "issuer"},message:"must have required property '"+"issuer"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.grant === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "grant"},message:"must have required property '"+"grant"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.request === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "request"},message:"must have required property '"+"request"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.digest === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.resource === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.scope === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "scope"},message:"must have required property '"+"scope"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.audience === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "audience"},message:"must have required property '"+"audience"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.recipient === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "recipient"},message:"must have required property '"+"recipient"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.begins === undefined){
const err13 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "begins"},message:"must have required property '"+"begins"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data.ends === undefined){
const err14 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ends"},message:"must have required property '"+"ends"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data.credential === undefined){
const err15 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "credential"},message:"must have required property '"+"credential"+"'"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data.signature === undefined){
const err16 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "signature"},message:"must have required property '"+"signature"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema47.properties, key0))){
const err17 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.version !== undefined){
let data3 = data.version;
if(!((data3 === 1) || (data3 === 2))){
const err18 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/enum",keyword:"enum",params:{allowedValues: schema47.properties.version.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.issuer !== undefined){
let data4 = data.issuer;
if(typeof data4 === "string"){
if(!pattern58.test(data4)){
const err19 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\""};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.grant !== undefined){
let data5 = data.grant;
if(typeof data5 === "string"){
if(!pattern59.test(data5)){
const err21 = {instancePath:instancePath+"/grant",schemaPath:"#/properties/grant/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]{22}$"},message:"must match pattern \""+"^[A-Za-z0-9_-]{22}$"+"\""};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/grant",schemaPath:"#/properties/grant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.request !== undefined){
let data6 = data.request;
if(typeof data6 === "string"){
if(!pattern58.test(data6)){
const err23 = {instancePath:instancePath+"/request",schemaPath:"#/properties/request/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/request",schemaPath:"#/properties/request/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.digest !== undefined){
let data7 = data.digest;
if(typeof data7 === "string"){
if(!pattern27.test(data7)){
const err25 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.resource !== undefined){
let data8 = data.resource;
if(typeof data8 === "string"){
if(!pattern4.test(data8)){
const err27 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.scope !== undefined){
if(typeof data.scope !== "string"){
const err29 = {instancePath:instancePath+"/scope",schemaPath:"#/properties/scope/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.audience !== undefined){
if(typeof data.audience !== "string"){
const err30 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.recipient !== undefined){
let data11 = data.recipient;
const _errs25 = errors;
let valid5 = false;
let passing0 = null;
const _errs26 = errors;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.id === undefined){
const err31 = {instancePath:instancePath+"/recipient",schemaPath:"#/properties/recipient/oneOf/0/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data11.key === undefined){
const err32 = {instancePath:instancePath+"/recipient",schemaPath:"#/properties/recipient/oneOf/0/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key1 in data11){
if(!((key1 === "id") || (key1 === "key"))){
const err33 = {instancePath:instancePath+"/recipient",schemaPath:"#/properties/recipient/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data11.id !== undefined){
let data12 = data11.id;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err34 = {instancePath:instancePath+"/recipient/id",schemaPath:"#/properties/recipient/oneOf/0/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 1 || isNaN(data12)){
const err35 = {instancePath:instancePath+"/recipient/id",schemaPath:"#/properties/recipient/oneOf/0/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
if(data11.key !== undefined){
let data13 = data11.key;
if(typeof data13 === "string"){
if(!pattern22.test(data13)){
const err36 = {instancePath:instancePath+"/recipient/key",schemaPath:"#/properties/recipient/oneOf/0/properties/key/pattern",keyword:"pattern",params:{pattern: "^SHA256:[A-Za-z0-9+/]{43}$"},message:"must match pattern \""+"^SHA256:[A-Za-z0-9+/]{43}$"+"\""};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/recipient/key",schemaPath:"#/properties/recipient/oneOf/0/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/recipient",schemaPath:"#/properties/recipient/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
var _valid1 = _errs26 === errors;
if(_valid1){
valid5 = true;
passing0 = 0;
var props1 = true;
}
const _errs33 = errors;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.id === undefined){
const err39 = {instancePath:instancePath+"/recipient",schemaPath:"#/properties/recipient/oneOf/1/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data11.keys === undefined){
const err40 = {instancePath:instancePath+"/recipient",schemaPath:"#/properties/recipient/oneOf/1/required",keyword:"required",params:{missingProperty: "keys"},message:"must have required property '"+"keys"+"'"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
for(const key2 in data11){
if(!((key2 === "id") || (key2 === "keys"))){
const err41 = {instancePath:instancePath+"/recipient",schemaPath:"#/properties/recipient/oneOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data11.id !== undefined){
let data14 = data11.id;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err42 = {instancePath:instancePath+"/recipient/id",schemaPath:"#/properties/recipient/oneOf/1/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 1 || isNaN(data14)){
const err43 = {instancePath:instancePath+"/recipient/id",schemaPath:"#/properties/recipient/oneOf/1/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
if(data11.keys !== undefined){
let data15 = data11.keys;
if(Array.isArray(data15)){
if(data15.length > 20){
const err44 = {instancePath:instancePath+"/recipient/keys",schemaPath:"#/properties/recipient/oneOf/1/properties/keys/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data15.length < 1){
const err45 = {instancePath:instancePath+"/recipient/keys",schemaPath:"#/properties/recipient/oneOf/1/properties/keys/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
let data16 = data15[i0];
if(typeof data16 === "string"){
if(!pattern22.test(data16)){
const err46 = {instancePath:instancePath+"/recipient/keys/" + i0,schemaPath:"#/properties/recipient/oneOf/1/properties/keys/items/pattern",keyword:"pattern",params:{pattern: "^SHA256:[A-Za-z0-9+/]{43}$"},message:"must match pattern \""+"^SHA256:[A-Za-z0-9+/]{43}$"+"\""};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/recipient/keys/" + i0,schemaPath:"#/properties/recipient/oneOf/1/properties/keys/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
let i1 = data15.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data15[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err48 = {instancePath:instancePath+"/recipient/keys",schemaPath:"#/properties/recipient/oneOf/1/properties/keys/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err49 = {instancePath:instancePath+"/recipient/keys",schemaPath:"#/properties/recipient/oneOf/1/properties/keys/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/recipient",schemaPath:"#/properties/recipient/oneOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
var _valid1 = _errs33 === errors;
if(_valid1 && valid5){
valid5 = false;
passing0 = [passing0, 1];
}
else {
if(_valid1){
valid5 = true;
passing0 = 1;
if(props1 !== true){
props1 = true;
}
}
}
if(!valid5){
const err51 = {instancePath:instancePath+"/recipient",schemaPath:"#/properties/recipient/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
else {
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
}
}
if(data.begins !== undefined){
let data17 = data.begins;
if(typeof data17 === "string"){
if(!pattern8.test(data17)){
const err52 = {instancePath:instancePath+"/begins",schemaPath:"#/properties/begins/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/begins",schemaPath:"#/properties/begins/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data.ends !== undefined){
let data18 = data.ends;
if(typeof data18 === "string"){
if(!pattern8.test(data18)){
const err54 = {instancePath:instancePath+"/ends",schemaPath:"#/properties/ends/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
else {
const err55 = {instancePath:instancePath+"/ends",schemaPath:"#/properties/ends/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.credential !== undefined){
let data19 = data.credential;
const _errs47 = errors;
let valid11 = false;
let passing1 = null;
const _errs48 = errors;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.type === undefined){
const err56 = {instancePath:instancePath+"/credential",schemaPath:"#/properties/credential/oneOf/0/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data19.token_endpoint === undefined){
const err57 = {instancePath:instancePath+"/credential",schemaPath:"#/properties/credential/oneOf/0/required",keyword:"required",params:{missingProperty: "token_endpoint"},message:"must have required property '"+"token_endpoint"+"'"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data19.refresh_token === undefined){
const err58 = {instancePath:instancePath+"/credential",schemaPath:"#/properties/credential/oneOf/0/required",keyword:"required",params:{missingProperty: "refresh_token"},message:"must have required property '"+"refresh_token"+"'"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
for(const key3 in data19){
if(!(((key3 === "type") || (key3 === "token_endpoint")) || (key3 === "refresh_token"))){
const err59 = {instancePath:instancePath+"/credential",schemaPath:"#/properties/credential/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data19.type !== undefined){
if("refresh_token" !== data19.type){
const err60 = {instancePath:instancePath+"/credential/type",schemaPath:"#/properties/credential/oneOf/0/properties/type/const",keyword:"const",params:{allowedValue: "refresh_token"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data19.token_endpoint !== undefined){
let data21 = data19.token_endpoint;
if(typeof data21 === "string"){
if(!pattern58.test(data21)){
const err61 = {instancePath:instancePath+"/credential/token_endpoint",schemaPath:"#/properties/credential/oneOf/0/properties/token_endpoint/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\""};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
else {
const err62 = {instancePath:instancePath+"/credential/token_endpoint",schemaPath:"#/properties/credential/oneOf/0/properties/token_endpoint/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data19.refresh_token !== undefined){
let data22 = data19.refresh_token;
if(typeof data22 === "string"){
if(func2(data22) < 32){
const err63 = {instancePath:instancePath+"/credential/refresh_token",schemaPath:"#/properties/credential/oneOf/0/properties/refresh_token/minLength",keyword:"minLength",params:{limit: 32},message:"must NOT have fewer than 32 characters"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
else {
const err64 = {instancePath:instancePath+"/credential/refresh_token",schemaPath:"#/properties/credential/oneOf/0/properties/refresh_token/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/credential",schemaPath:"#/properties/credential/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
var _valid2 = _errs48 === errors;
if(_valid2){
valid11 = true;
passing1 = 0;
}
if(!valid11){
const err66 = {instancePath:instancePath+"/credential",schemaPath:"#/properties/credential/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
else {
errors = _errs47;
if(vErrors !== null){
if(_errs47){
vErrors.length = _errs47;
}
else {
vErrors = null;
}
}
}
}
if(data.signature !== undefined){
let data23 = data.signature;
if(typeof data23 === "string"){
if(!pattern68.test(data23)){
const err67 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+$"},message:"must match pattern \""+"^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+$"+"\""};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
else {
const err68 = {instancePath:instancePath+"/signature",schemaPath:"#/properties/signature/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
validate28.errors = vErrors;
return errors === 0;
}
validate28.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const isStoredRequest = validate29;
const schema48 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://daypass.dev/schemas/stored-request.schema.json","title":"StoredRequest","description":"A request's row as the store keeps it: the truth about it. What GitHub shall show is rendered from here; what it does show is the display's row. What exists only in a state is a member of that state's variant. The store adds the version `v`, key and instant of the next look have columns of their own.","type":"object","required":["state"],"allOf":[{"$ref":"#/$defs/common"}],"oneOf":[{"$ref":"#/$defs/unread"},{"$ref":"#/$defs/pending"},{"$ref":"#/$defs/granting"},{"$ref":"#/$defs/active"},{"$ref":"#/$defs/ending"},{"$ref":"#/$defs/ended"},{"$ref":"#/$defs/stopped"}],"tag":"state","unevaluatedProperties":false,"$defs":{"instant":{"type":"string","pattern":"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$","tsType":"Date","description":"An instant as JSON holds it; a Date where the record is read."},"person":{"type":"object","additionalProperties":false,"required":["id","login"],"properties":{"id":{"type":"integer"},"login":{"type":"string"}}},"finding":{"description":"A problem as a person reads it: `where` is a line of the issue, a file, a team.","type":"object","additionalProperties":false,"required":["code","message"],"properties":{"code":{"type":"string","tsType":"import('../core/error-codes.ts').ErrorCode"},"where":{"type":"string"},"message":{"type":"string"}}},"canonicalRequest":{"type":"object","tsType":"import('./request.ts').CanonicalRequest"},"policyOutput":{"type":"object","tsType":"import('./policy-output.ts').PolicyOutput"},"decision":{"description":"The policy's answer together with what it was asked by; `policy` is the digest of the governed files. `said`: what it answered, where `output` asks for more because of the requester's keys.","type":"object","additionalProperties":false,"required":["at","policy","output"],"properties":{"at":{"type":"string"},"policy":{"type":"string"},"output":{"$ref":"#/$defs/policyOutput"},"said":{"$ref":"#/$defs/policyOutput"}}},"move":{"description":"One thing that would be otherwise: of what is asked for, which is up to the requester, or of whoever asks.","oneOf":[{"type":"object","additionalProperties":false,"required":["about","without"],"properties":{"about":{"const":"actions"},"without":{"type":"array","items":{"type":"string"},"description":"Actions that are not asked for."}}},{"type":"object","additionalProperties":false,"required":["about","seconds"],"properties":{"about":{"const":"duration"},"seconds":{"type":"integer","description":"It is asked for so long."}}},{"type":"object","additionalProperties":false,"required":["about"],"properties":{"about":{"const":"ticket"}}},{"type":"object","additionalProperties":false,"required":["about","at"],"properties":{"about":{"const":"time"},"at":{"type":"string","description":"It is asked for then (RFC 3339)."}}},{"type":"object","additionalProperties":false,"required":["about","ended"],"properties":{"about":{"const":"grants"},"ended":{"type":"integer","description":"So many of the requester's grants of the resource have ended."}}},{"type":"object","additionalProperties":false,"required":["about"],"properties":{"about":{"const":"day"}}},{"type":"object","additionalProperties":false,"required":["about"],"properties":{"about":{"const":"key"}}},{"type":"object","additionalProperties":false,"required":["about"],"properties":{"about":{"const":"member"},"team":{"type":"string","description":"Absent: the organisation."}}},{"type":"object","additionalProperties":false,"required":["about","level"],"properties":{"about":{"const":"permission"},"level":{"type":"string"}}}]},"way":{"description":"What it would take together, and what the answer would be then.","type":"object","additionalProperties":false,"required":["moves","access"],"properties":{"moves":{"type":"array","items":{"$ref":"#/$defs/move"}},"access":{"enum":["reviewed","at-once"]}}},"proof":{"description":"How the end of a grant was proved; `refused`: the target refused the probe; `absent`: it has nothing of the lease any more; `ran-out`: the last token issued has expired; `declared`: an operator, or the target by its word alone, answers for it.","type":"object","additionalProperties":false,"required":["how","at","words"],"properties":{"how":{"enum":["refused","absent","ran-out","declared"]},"at":{"type":"string"},"words":{"type":"string"}}},"grant":{"description":"The approved request's right, from its intent on. `ends` is always finite.","type":"object","additionalProperties":false,"required":["id","connector","connectorType","resource","audience","scope","requester","digest","policy","requestUrl","begins","ends"],"properties":{"id":{"type":"string","description":"128 random bits, base64url: the deterministic name of the lease."},"connector":{"type":"string"},"connectorType":{"type":"string","description":"The kind of the connector that began it: no other kind ends it, proves its end, or renews it."},"resource":{"type":"string"},"audience":{"type":"string"},"scope":{"type":"string","description":"OAuth scopes, separated by spaces."},"requester":{"type":"integer"},"digest":{"type":"string"},"policy":{"type":"string"},"requestUrl":{"type":"string"},"begins":{"$ref":"#/$defs/instant"},"ends":{"$ref":"#/$defs/instant"}}},"grantPull":{"description":"The pull request in which people say yes or no, as Daypass opened it, or found it where its requester did.","type":"object","additionalProperties":false,"required":["number","url","head","base","opened","asked","widened","voidedUpTo","disturbances"],"properties":{"number":{"type":"integer"},"url":{"type":"string"},"head":{"type":"string","description":"The commit that is voted on (Daypass wrote it, or its requester)."},"base":{"type":"string","description":"The commit on `requests` below it."},"opened":{"$ref":"#/$defs/instant"},"asked":{"type":"array","items":{"$ref":"#/$defs/person"},"description":"Who was asked to review, in the order of asking."},"reminded":{"$ref":"#/$defs/instant"},"widened":{"type":"integer","description":"How often more people were asked."},"voidedUpTo":{"type":"integer","description":"Approvals up to this review's id are void."},"disturbances":{"type":"integer","description":"How often somebody else changed what Daypass wrote."},"merge":{"type":"object","additionalProperties":false,"required":["intended"],"properties":{"intended":{"type":"boolean"},"commit":{"type":"string"}}},"closed":{"type":"boolean"}}},"requestPull":{"description":"A pull request by which a person asks: its conversation is the trail, and what it asks for stands in the one file it adds.","type":"object","additionalProperties":false,"required":["voidedUpTo"],"properties":{"file":{"type":"object","additionalProperties":false,"required":["head","path","digest"],"properties":{"head":{"type":"string"},"path":{"type":"string"},"digest":{"type":"string"}},"description":"The file as it was read; absent until one could be. `head`: the commit it was read at; `digest`: SHA-256 of its text."},"before":{"type":"array","items":{"type":"string"},"description":"Earlier heads that asked for exactly the same: a no to them is a no to it."},"voidedUpTo":{"type":"integer","description":"Approvals up to this review's id are void for good: the same commit may be put to the vote again."},"merged":{"type":"boolean","description":"Daypass has merged it. What GitHub calls closed is then no order of anybody's."}}},"shownTally":{"description":"Who said yes to what, who still can, who objects.","type":"object","additionalProperties":false,"required":["filled","open","blockedBy"],"properties":{"filled":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["slot","person","review"],"properties":{"slot":{"type":"string"},"person":{"$ref":"#/$defs/person"},"review":{"type":"integer"}}}},"open":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["slot","from","canFill"],"properties":{"slot":{"type":"string"},"from":{"type":"array","items":{"type":"string"}},"canFill":{"type":"array","items":{"$ref":"#/$defs/person"}},"note":{"type":"string","description":"Why nobody can fill it, and whom to ask to fix that."}}}},"blockedBy":{"type":"array","items":{"$ref":"#/$defs/person"}},"early":{"type":"array","items":{"$ref":"#/$defs/person"},"description":"Whose yes stands there and does not count, because it was first seen when they could not give it."}}},"eligibleThen":{"type":"object","additionalProperties":{"type":"array","items":{"type":"string"}},"tsType":"Record<string, string[]>","description":"By review id, the names of the slots for which its person was eligible when Daypass first saw it."},"teamIds":{"type":"object","additionalProperties":{"type":"integer"},"tsType":"Record<string, number>","description":"Ids of the teams that the slots named when they were first looked at: a name may come to stand for another team."},"extension":{"description":"More time for a grant that lives: asked for, decided, and where needed approved, like a request of its own. `request`: the same for the time in all, counted from the first start.","type":"object","additionalProperties":false,"required":["request","digest","decision","findings","lapsesAt"],"properties":{"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"decision":{"$ref":"#/$defs/decision"},"findings":{"type":"array","items":{"$ref":"#/$defs/finding"}},"lapsesAt":{"$ref":"#/$defs/instant"},"approved":{"type":"boolean","description":"True: nothing but doing it is left. False: it was dropped, and is forgotten when its pull request is closed."},"pull":{"$ref":"#/$defs/grantPull"},"tally":{"$ref":"#/$defs/shownTally"},"eligibleThen":{"$ref":"#/$defs/eligibleThen"},"teams":{"$ref":"#/$defs/teamIds"}}},"extended":{"description":"More time that was given: what was asked for in all, for a reason of its own, and until when it lets the grant live.","type":"object","additionalProperties":false,"required":["request","digest","ends"],"properties":{"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"ends":{"type":"string"}}},"doubt":{"description":"What reads do not find any more, since when, and how many reads. `issue`: while its repository is seen; `access`: the repository, or a token for it; `member`: the requester among those who may have this. With no reads, it was found although an event said it is gone.","type":"object","additionalProperties":false,"required":["of","since","reads"],"properties":{"of":{"enum":["issue","access","member"]},"since":{"$ref":"#/$defs/instant"},"reads":{"type":"integer"}}},"endCause":{"enum":["time","done","closed","revoked","deleted","void","left","public","archived","connector","adopted","policy"],"description":"Why a grant ends or a request stops."},"outcome":{"enum":["expired","done","revoked","void","denied","lapsed","cancelled"],"description":"How a request came out, as the label `outcome:<…>` says it."},"end":{"type":"object","additionalProperties":false,"required":["cause","asked","attempts"],"properties":{"cause":{"$ref":"#/$defs/endCause"},"by":{"type":"integer"},"why":{"type":"string"},"asked":{"$ref":"#/$defs/instant"},"effective":{"$ref":"#/$defs/instant"},"proof":{"$ref":"#/$defs/proof"},"overdue":{"type":"boolean","description":"It was not proved within a minute: somebody was told to look."},"unproved":{"type":"string","description":"Why it was not proved when that was tried last."},"attempts":{"type":"integer"}}},"comments":{"type":"object","additionalProperties":false,"required":["count","last"],"properties":{"count":{"type":"integer"},"last":{"type":"integer"},"waiting":{"type":"array","items":{"type":"integer"}}}},"recipientKey":{"description":"A key that the credential may be sealed to. `line` is type and base64, without the comment. `since`: when it was added, or, where GitHub does not say (`seen`), when Daypass saw it first (RFC 3339).","type":"object","additionalProperties":false,"required":["line","type","fingerprint"],"properties":{"line":{"type":"string"},"type":{"enum":["ssh-ed25519","ssh-rsa"]},"fingerprint":{"type":"string"},"since":{"type":"string"},"seen":{"const":true}}},"keyLeftOut":{"description":"A key of the requester's that nothing is sealed to, and why. What has no fingerprint cannot be sealed to at all.","type":"object","additionalProperties":false,"required":["type","cause","why"],"properties":{"fingerprint":{"type":"string"},"type":{"type":"string"},"cause":{"enum":["unusable","young","rule"]},"why":{"type":"string"}}},"keySet":{"description":"The requester's keys as they were at `at` (RFC 3339), in the order in which they count.","type":"object","additionalProperties":false,"required":["at","keys","left"],"properties":{"at":{"type":"string"},"keys":{"type":"array","items":{"$ref":"#/$defs/recipientKey"}},"left":{"type":"array","items":{"$ref":"#/$defs/keyLeftOut"}}}},"unread":{"description":"Not decided: not read yet, or it cannot be read or decided as it stands. What was frozen before may still be there.","type":"object","required":["state"],"properties":{"state":{"enum":["submitted","invalid","undecided"]},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"ways":{"not":{},"tsType":"never"},"decision":{"$ref":"#/$defs/decision"},"grant":{"not":{},"tsType":"never"},"sealed":{"not":{},"tsType":"never"},"extension":{"not":{},"tsType":"never"},"extended":{"not":{},"tsType":"never"},"end":{"not":{},"tsType":"never"},"probeAgain":{"not":{},"tsType":"never"},"adopted":{"not":{},"tsType":"never"},"outcome":{"not":{},"tsType":"never"}}},"pending":{"description":"Frozen, decided, and waiting for people to say yes.","type":"object","required":["state","request","digest","resource","decision"],"properties":{"state":{"const":"pending"},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"ways":{"not":{},"tsType":"never"},"decision":{"$ref":"#/$defs/decision"},"grant":{"not":{},"tsType":"never"},"sealed":{"not":{},"tsType":"never"},"extension":{"not":{},"tsType":"never"},"extended":{"not":{},"tsType":"never"},"end":{"not":{},"tsType":"never"},"probeAgain":{"not":{},"tsType":"never"},"adopted":{"not":{},"tsType":"never"},"outcome":{"not":{},"tsType":"never"}}},"granting":{"description":"Approved, or allowed without approval: the access is about to begin. `grant`: its intent is stored.","type":"object","required":["state","request","digest","resource","decision"],"properties":{"state":{"const":"granting"},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"ways":{"not":{},"tsType":"never"},"decision":{"$ref":"#/$defs/decision"},"grant":{"$ref":"#/$defs/grant"},"sealed":{"not":{},"tsType":"never"},"extension":{"not":{},"tsType":"never"},"extended":{"not":{},"tsType":"never"},"end":{"not":{},"tsType":"never"},"probeAgain":{"not":{},"tsType":"never"},"adopted":{"not":{},"tsType":"never"},"outcome":{"not":{},"tsType":"never"}}},"active":{"description":"The access is in effect.","type":"object","required":["state","request","digest","resource","decision","grant"],"properties":{"state":{"const":"active"},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"ways":{"not":{},"tsType":"never"},"decision":{"$ref":"#/$defs/decision"},"grant":{"$ref":"#/$defs/grant"},"sealed":{"type":"object","additionalProperties":false,"required":["armored","keys"],"properties":{"armored":{"type":"string"},"keys":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["fingerprint","type"],"properties":{"fingerprint":{"type":"string"},"type":{"type":"string"}}}}},"description":"The armored age file that was posted; cipher text only."},"extension":{"$ref":"#/$defs/extension"},"extended":{"type":"array","items":{"$ref":"#/$defs/extended"},"description":"Extensions that were given, oldest first; what was asked for at first stays what it was."},"end":{"not":{},"tsType":"never"},"probeAgain":{"not":{},"tsType":"never"},"adopted":{"not":{},"tsType":"never"},"outcome":{"not":{},"tsType":"never"}}},"ending":{"description":"The end has begun, and is to be proved. What was adopted has no grant here.","type":"object","required":["state","end"],"properties":{"state":{"const":"ending"},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"ways":{"not":{},"tsType":"never"},"decision":{"$ref":"#/$defs/decision"},"grant":{"$ref":"#/$defs/grant"},"sealed":{"type":"object","additionalProperties":false,"required":["armored","keys"],"properties":{"armored":{"type":"string"},"keys":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["fingerprint","type"],"properties":{"fingerprint":{"type":"string"},"type":{"type":"string"}}}}},"description":"The armored age file that was posted; cipher text only."},"extension":{"$ref":"#/$defs/extension"},"extended":{"type":"array","items":{"$ref":"#/$defs/extended"},"description":"Extensions that were given, oldest first; what was asked for at first stays what it was."},"end":{"$ref":"#/$defs/end"},"probeAgain":{"$ref":"#/$defs/instant","description":"When it makes sense to ask the target again whether the end took effect."},"adopted":{"type":"object","additionalProperties":false,"required":["store","until"],"properties":{"store":{"type":"string"},"until":{"$ref":"#/$defs/instant"}},"description":"It was another store's, and is ended here; `until`: when the last token that store can have issued has run out."},"outcome":{"not":{},"tsType":"never"}}},"ended":{"description":"The end is proved.","type":"object","required":["state","end","outcome"],"properties":{"state":{"const":"ended"},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"ways":{"not":{},"tsType":"never"},"decision":{"$ref":"#/$defs/decision"},"grant":{"$ref":"#/$defs/grant"},"sealed":{"type":"object","additionalProperties":false,"required":["armored","keys"],"properties":{"armored":{"type":"string"},"keys":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["fingerprint","type"],"properties":{"fingerprint":{"type":"string"},"type":{"type":"string"}}}}},"description":"The armored age file that was posted; cipher text only."},"extension":{"$ref":"#/$defs/extension"},"extended":{"type":"array","items":{"$ref":"#/$defs/extended"},"description":"Extensions that were given, oldest first; what was asked for at first stays what it was."},"end":{"type":"object","additionalProperties":false,"required":["cause","asked","effective","proof","attempts"],"properties":{"cause":{"$ref":"#/$defs/endCause"},"by":{"type":"integer"},"why":{"type":"string"},"asked":{"$ref":"#/$defs/instant"},"effective":{"$ref":"#/$defs/instant"},"proof":{"$ref":"#/$defs/proof"},"attempts":{"type":"integer"}}},"outcome":{"$ref":"#/$defs/outcome"},"adopted":{"type":"object","additionalProperties":false,"required":["store","until"],"properties":{"store":{"type":"string"},"until":{"$ref":"#/$defs/instant"}},"description":"It was another store's, and is ended here; `until`: when the last token that store can have issued has run out."},"probeAgain":{"not":{},"tsType":"never"}}},"stopped":{"description":"It is over, and no access ever began.","type":"object","required":["state","outcome"],"properties":{"state":{"enum":["denied","rejected","cancelled","lapsed","failed"]},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"decision":{"$ref":"#/$defs/decision"},"ways":{"type":"array","items":{"$ref":"#/$defs/way"},"description":"What it would have taken instead, when it was denied: each of them suffices, and no part of it does."},"outcome":{"$ref":"#/$defs/outcome"},"grant":{"not":{},"tsType":"never"},"sealed":{"not":{},"tsType":"never"},"extension":{"not":{},"tsType":"never"},"extended":{"not":{},"tsType":"never"},"end":{"not":{},"tsType":"never"},"probeAgain":{"not":{},"tsType":"never"},"adopted":{"not":{},"tsType":"never"}}},"common":{"description":"What a request may have in any state.","type":"object","required":["state","findings","comments","tries"],"properties":{"state":{"type":"string","description":"Where a request stands; the picture is in docs/lifecycle.md."},"body":{"type":"string","description":"SHA-256 of the issue's body, or of the name of the pull request's head, that was last read."},"requester":{"$ref":"#/$defs/person"},"submittedAt":{"$ref":"#/$defs/instant","description":"When the requester submitted what is frozen."},"findings":{"type":"array","items":{"$ref":"#/$defs/finding"},"description":"What the request waits for, or why it was refused: shown in the status."},"keys":{"$ref":"#/$defs/keySet","description":"The requester's keys, frozen with the request: nothing is sealed to any other. Absent where no credential is given."},"howItEnds":{"type":"string","description":"How the end will take effect, as the connector declares it."},"lapsesAt":{"$ref":"#/$defs/instant","description":"When the request lapses if what it waits for does not come."},"memberOf":{"type":"array","items":{"type":"string"},"description":"Teams of the requester that the decision rested on; none: membership of the organisation."},"affiliation":{"type":"string","enum":["member","outside-collaborator","none"],"description":"What the decision rested on where no team is named; absent: membership of the organisation. none: whoever it is, the policy let them in."},"membership":{"type":"object","additionalProperties":false,"required":["at","notices"],"properties":{"at":{"type":"string"},"notices":{"type":"integer"}},"description":"When membership was last looked at, and how many notices of a change of it had come by then."},"compared":{"type":"integer","description":"How many notices of changed comments had come when it was last ordered to compare them."},"told":{"type":"array","items":{"type":"string"},"description":"Kinds of short answers that were given already."},"answered":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["person","at"],"properties":{"person":{"type":"integer"},"at":{"type":"string"}}},"description":"Whom something was answered lately, and when (RFC 3339): nobody is answered without end."},"gone":{"type":"boolean","description":"The issue was out of our sight when this ended: nothing is shown there unless it is seen again."},"doubt":{"$ref":"#/$defs/doubt"},"behind":{"type":"integer","description":"How many looks in a row found GitHub showing less than its webhooks had told."},"refuted":{"type":"integer","description":"How many events had said that the issue is gone, or the repository out of reach, when it was plainly seen all the same."},"url":{"type":"string"},"foreign":{"type":"object","additionalProperties":false,"properties":{"store":{"type":"string"},"closed":{"const":true}},"description":"GitHub shows that another store looks after it, or that this one has lost it; `store` absent: whose status it is cannot be told. `closed`: it is over there, and hinders nothing."},"labels":{"type":"array","items":{"type":"string"},"description":"The issue's labels when it was last looked at: those of others stay."},"ownPull":{"$ref":"#/$defs/requestPull","description":"Present when it was asked for by pull request, and not in an issue."},"pull":{"$ref":"#/$defs/grantPull","description":"The pull request in which people say yes, for a request that needs approval: one of Daypass's, or the requester's own."},"teams":{"$ref":"#/$defs/teamIds"},"escalateTo":{"type":"array","items":{"type":"string"},"description":"Who is called, besides those who were asked, when nobody decides for long: @user or @organisation/team."},"tally":{"$ref":"#/$defs/shownTally","description":"The votes as they were last counted."},"eligibleThen":{"$ref":"#/$defs/eligibleThen"},"changedAt":{"type":"string","description":"The issue's last change (RFC 3339) as it was when it was last looked at."},"comments":{"$ref":"#/$defs/comments","description":"Comments that were looked at: how many there were beside ours, and the highest id; `waiting`: of these, those whose writer is not known yet."},"onPull":{"type":"object","additionalProperties":false,"required":["notices","last"],"properties":{"notices":{"type":"integer"},"last":{"type":"integer"},"waiting":{"type":"array","items":{"type":"integer"}}},"description":"The same of the comments on its grant pull request, with how many notices of such comments had come."},"refusedUpTo":{"type":"integer","description":"The newest comment that was there when a text by somebody else was refused: no `/retry` up to it can mean that text."},"tries":{"type":"integer","description":"Tries in a row that failed, for the back-off."},"warned":{"type":"string","description":"The digest of the governed files of which it was said that they ask for more than this access has."}}}}};
const schema49 = {"description":"Not decided: not read yet, or it cannot be read or decided as it stands. What was frozen before may still be there.","type":"object","required":["state"],"properties":{"state":{"enum":["submitted","invalid","undecided"]},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"ways":{"not":{},"tsType":"never"},"decision":{"$ref":"#/$defs/decision"},"grant":{"not":{},"tsType":"never"},"sealed":{"not":{},"tsType":"never"},"extension":{"not":{},"tsType":"never"},"extended":{"not":{},"tsType":"never"},"end":{"not":{},"tsType":"never"},"probeAgain":{"not":{},"tsType":"never"},"adopted":{"not":{},"tsType":"never"},"outcome":{"not":{},"tsType":"never"}}};
const schema50 = {"type":"object","tsType":"import('./request.ts').CanonicalRequest"};
const schema51 = {"description":"The policy's answer together with what it was asked by; `policy` is the digest of the governed files. `said`: what it answered, where `output` asks for more because of the requester's keys.","type":"object","additionalProperties":false,"required":["at","policy","output"],"properties":{"at":{"type":"string"},"policy":{"type":"string"},"output":{"$ref":"#/$defs/policyOutput"},"said":{"$ref":"#/$defs/policyOutput"}}};
const schema52 = {"type":"object","tsType":"import('./policy-output.ts').PolicyOutput"};

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.at === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.policy === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "policy"},message:"must have required property '"+"policy"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.output === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "output"},message:"must have required property '"+"output"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "at") || (key0 === "policy")) || (key0 === "output")) || (key0 === "said"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.at !== undefined){
if(typeof data.at !== "string"){
const err4 = {instancePath:instancePath+"/at",schemaPath:"#/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.policy !== undefined){
if(typeof data.policy !== "string"){
const err5 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.output !== undefined){
let data2 = data.output;
if(!(data2 && typeof data2 == "object" && !Array.isArray(data2))){
const err6 = {instancePath:instancePath+"/output",schemaPath:"#/$defs/policyOutput/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.said !== undefined){
let data3 = data.said;
if(!(data3 && typeof data3 == "object" && !Array.isArray(data3))){
const err7 = {instancePath:instancePath+"/said",schemaPath:"#/$defs/policyOutput/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate30.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.state === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "state"},message:"must have required property '"+"state"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.state !== undefined){
let data0 = data.state;
if(!(((data0 === "submitted") || (data0 === "invalid")) || (data0 === "undecided"))){
const err1 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema49.properties.state.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.request !== undefined){
let data1 = data.request;
if(!(data1 && typeof data1 == "object" && !Array.isArray(data1))){
const err2 = {instancePath:instancePath+"/request",schemaPath:"#/$defs/canonicalRequest/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.digest !== undefined){
if(typeof data.digest !== "string"){
const err3 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.resource !== undefined){
let data3 = data.resource;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.title === undefined){
const err4 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data3.kind === undefined){
const err5 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data3.sensitivity === undefined){
const err6 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "sensitivity"},message:"must have required property '"+"sensitivity"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data3.scopes === undefined){
const err7 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "scopes"},message:"must have required property '"+"scopes"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key0 in data3){
if(!(((((key0 === "title") || (key0 === "kind")) || (key0 === "sensitivity")) || (key0 === "environment")) || (key0 === "scopes"))){
const err8 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data3.title !== undefined){
if(typeof data3.title !== "string"){
const err9 = {instancePath:instancePath+"/resource/title",schemaPath:"#/properties/resource/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data3.kind !== undefined){
if(typeof data3.kind !== "string"){
const err10 = {instancePath:instancePath+"/resource/kind",schemaPath:"#/properties/resource/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data3.sensitivity !== undefined){
let data6 = data3.sensitivity;
if(!((((data6 === "low") || (data6 === "medium")) || (data6 === "high")) || (data6 === "critical"))){
const err11 = {instancePath:instancePath+"/resource/sensitivity",schemaPath:"#/properties/resource/properties/sensitivity/enum",keyword:"enum",params:{allowedValues: schema49.properties.resource.properties.sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3.environment !== undefined){
if(typeof data3.environment !== "string"){
const err12 = {instancePath:instancePath+"/resource/environment",schemaPath:"#/properties/resource/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.scopes !== undefined){
let data8 = data3.scopes;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
if(typeof data8[key1] !== "string"){
const err13 = {instancePath:instancePath+"/resource/scopes/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/resource/properties/scopes/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/resource/scopes",schemaPath:"#/properties/resource/properties/scopes/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.ways !== undefined){
const err16 = {instancePath:instancePath+"/ways",schemaPath:"#/properties/ways/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data.decision !== undefined){
if(!(validate31(data.decision, {instancePath:instancePath+"/decision",parentData:data,parentDataProperty:"decision",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
if(data.grant !== undefined){
const err17 = {instancePath:instancePath+"/grant",schemaPath:"#/properties/grant/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data.sealed !== undefined){
const err18 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data.extension !== undefined){
const err19 = {instancePath:instancePath+"/extension",schemaPath:"#/properties/extension/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data.extended !== undefined){
const err20 = {instancePath:instancePath+"/extended",schemaPath:"#/properties/extended/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data.end !== undefined){
const err21 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data.probeAgain !== undefined){
const err22 = {instancePath:instancePath+"/probeAgain",schemaPath:"#/properties/probeAgain/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data.adopted !== undefined){
const err23 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data.outcome !== undefined){
const err24 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate30.errors = vErrors;
return errors === 0;
}
validate30.evaluated = {"props":{"state":true,"request":true,"digest":true,"resource":true,"ways":true,"decision":true,"grant":true,"sealed":true,"extension":true,"extended":true,"end":true,"probeAgain":true,"adopted":true,"outcome":true},"dynamicProps":false,"dynamicItems":false};

const schema54 = {"description":"Frozen, decided, and waiting for people to say yes.","type":"object","required":["state","request","digest","resource","decision"],"properties":{"state":{"const":"pending"},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"ways":{"not":{},"tsType":"never"},"decision":{"$ref":"#/$defs/decision"},"grant":{"not":{},"tsType":"never"},"sealed":{"not":{},"tsType":"never"},"extension":{"not":{},"tsType":"never"},"extended":{"not":{},"tsType":"never"},"end":{"not":{},"tsType":"never"},"probeAgain":{"not":{},"tsType":"never"},"adopted":{"not":{},"tsType":"never"},"outcome":{"not":{},"tsType":"never"}}};

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate34.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.state === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "state"},message:"must have required property '"+"state"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.request === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "request"},message:"must have required property '"+"request"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.digest === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.resource === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.decision === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "decision"},message:"must have required property '"+"decision"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.state !== undefined){
if("pending" !== data.state){
const err5 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/const",keyword:"const",params:{allowedValue: "pending"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.request !== undefined){
let data1 = data.request;
if(!(data1 && typeof data1 == "object" && !Array.isArray(data1))){
const err6 = {instancePath:instancePath+"/request",schemaPath:"#/$defs/canonicalRequest/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.digest !== undefined){
if(typeof data.digest !== "string"){
const err7 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.resource !== undefined){
let data3 = data.resource;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.title === undefined){
const err8 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data3.kind === undefined){
const err9 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data3.sensitivity === undefined){
const err10 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "sensitivity"},message:"must have required property '"+"sensitivity"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data3.scopes === undefined){
const err11 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "scopes"},message:"must have required property '"+"scopes"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key0 in data3){
if(!(((((key0 === "title") || (key0 === "kind")) || (key0 === "sensitivity")) || (key0 === "environment")) || (key0 === "scopes"))){
const err12 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.title !== undefined){
if(typeof data3.title !== "string"){
const err13 = {instancePath:instancePath+"/resource/title",schemaPath:"#/properties/resource/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.kind !== undefined){
if(typeof data3.kind !== "string"){
const err14 = {instancePath:instancePath+"/resource/kind",schemaPath:"#/properties/resource/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.sensitivity !== undefined){
let data6 = data3.sensitivity;
if(!((((data6 === "low") || (data6 === "medium")) || (data6 === "high")) || (data6 === "critical"))){
const err15 = {instancePath:instancePath+"/resource/sensitivity",schemaPath:"#/properties/resource/properties/sensitivity/enum",keyword:"enum",params:{allowedValues: schema54.properties.resource.properties.sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.environment !== undefined){
if(typeof data3.environment !== "string"){
const err16 = {instancePath:instancePath+"/resource/environment",schemaPath:"#/properties/resource/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.scopes !== undefined){
let data8 = data3.scopes;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
if(typeof data8[key1] !== "string"){
const err17 = {instancePath:instancePath+"/resource/scopes/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/resource/properties/scopes/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/resource/scopes",schemaPath:"#/properties/resource/properties/scopes/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.ways !== undefined){
const err20 = {instancePath:instancePath+"/ways",schemaPath:"#/properties/ways/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data.decision !== undefined){
if(!(validate31(data.decision, {instancePath:instancePath+"/decision",parentData:data,parentDataProperty:"decision",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
if(data.grant !== undefined){
const err21 = {instancePath:instancePath+"/grant",schemaPath:"#/properties/grant/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data.sealed !== undefined){
const err22 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data.extension !== undefined){
const err23 = {instancePath:instancePath+"/extension",schemaPath:"#/properties/extension/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data.extended !== undefined){
const err24 = {instancePath:instancePath+"/extended",schemaPath:"#/properties/extended/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data.end !== undefined){
const err25 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data.probeAgain !== undefined){
const err26 = {instancePath:instancePath+"/probeAgain",schemaPath:"#/properties/probeAgain/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data.adopted !== undefined){
const err27 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data.outcome !== undefined){
const err28 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}
validate34.evaluated = {"props":{"state":true,"request":true,"digest":true,"resource":true,"ways":true,"decision":true,"grant":true,"sealed":true,"extension":true,"extended":true,"end":true,"probeAgain":true,"adopted":true,"outcome":true},"dynamicProps":false,"dynamicItems":false};

const schema56 = {"description":"Approved, or allowed without approval: the access is about to begin. `grant`: its intent is stored.","type":"object","required":["state","request","digest","resource","decision"],"properties":{"state":{"const":"granting"},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"ways":{"not":{},"tsType":"never"},"decision":{"$ref":"#/$defs/decision"},"grant":{"$ref":"#/$defs/grant"},"sealed":{"not":{},"tsType":"never"},"extension":{"not":{},"tsType":"never"},"extended":{"not":{},"tsType":"never"},"end":{"not":{},"tsType":"never"},"probeAgain":{"not":{},"tsType":"never"},"adopted":{"not":{},"tsType":"never"},"outcome":{"not":{},"tsType":"never"}}};
const schema58 = {"description":"The approved request's right, from its intent on. `ends` is always finite.","type":"object","additionalProperties":false,"required":["id","connector","connectorType","resource","audience","scope","requester","digest","policy","requestUrl","begins","ends"],"properties":{"id":{"type":"string","description":"128 random bits, base64url: the deterministic name of the lease."},"connector":{"type":"string"},"connectorType":{"type":"string","description":"The kind of the connector that began it: no other kind ends it, proves its end, or renews it."},"resource":{"type":"string"},"audience":{"type":"string"},"scope":{"type":"string","description":"OAuth scopes, separated by spaces."},"requester":{"type":"integer"},"digest":{"type":"string"},"policy":{"type":"string"},"requestUrl":{"type":"string"},"begins":{"$ref":"#/$defs/instant"},"ends":{"$ref":"#/$defs/instant"}}};
const schema59 = {"type":"string","pattern":"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$","tsType":"Date","description":"An instant as JSON holds it; a Date where the record is read."};
const pattern69 = new RegExp("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$", "u");

function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate39.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.connector === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "connector"},message:"must have required property '"+"connector"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.connectorType === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "connectorType"},message:"must have required property '"+"connectorType"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.resource === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.audience === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "audience"},message:"must have required property '"+"audience"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.scope === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "scope"},message:"must have required property '"+"scope"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.requester === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "requester"},message:"must have required property '"+"requester"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.digest === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.policy === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "policy"},message:"must have required property '"+"policy"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.requestUrl === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "requestUrl"},message:"must have required property '"+"requestUrl"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.begins === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "begins"},message:"must have required property '"+"begins"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.ends === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ends"},message:"must have required property '"+"ends"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema58.properties, key0))){
const err12 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.id !== undefined){
if(typeof data.id !== "string"){
const err13 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.connector !== undefined){
if(typeof data.connector !== "string"){
const err14 = {instancePath:instancePath+"/connector",schemaPath:"#/properties/connector/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.connectorType !== undefined){
if(typeof data.connectorType !== "string"){
const err15 = {instancePath:instancePath+"/connectorType",schemaPath:"#/properties/connectorType/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.resource !== undefined){
if(typeof data.resource !== "string"){
const err16 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.audience !== undefined){
if(typeof data.audience !== "string"){
const err17 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.scope !== undefined){
if(typeof data.scope !== "string"){
const err18 = {instancePath:instancePath+"/scope",schemaPath:"#/properties/scope/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.requester !== undefined){
let data6 = data.requester;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err19 = {instancePath:instancePath+"/requester",schemaPath:"#/properties/requester/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.digest !== undefined){
if(typeof data.digest !== "string"){
const err20 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.policy !== undefined){
if(typeof data.policy !== "string"){
const err21 = {instancePath:instancePath+"/policy",schemaPath:"#/properties/policy/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.requestUrl !== undefined){
if(typeof data.requestUrl !== "string"){
const err22 = {instancePath:instancePath+"/requestUrl",schemaPath:"#/properties/requestUrl/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.begins !== undefined){
let data10 = data.begins;
if(typeof data10 === "string"){
if(!pattern69.test(data10)){
const err23 = {instancePath:instancePath+"/begins",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/begins",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.ends !== undefined){
let data11 = data.ends;
if(typeof data11 === "string"){
if(!pattern69.test(data11)){
const err25 = {instancePath:instancePath+"/ends",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/ends",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
validate39.errors = vErrors;
return errors === 0;
}
validate39.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate37.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.state === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "state"},message:"must have required property '"+"state"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.request === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "request"},message:"must have required property '"+"request"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.digest === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.resource === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.decision === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "decision"},message:"must have required property '"+"decision"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.state !== undefined){
if("granting" !== data.state){
const err5 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/const",keyword:"const",params:{allowedValue: "granting"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.request !== undefined){
let data1 = data.request;
if(!(data1 && typeof data1 == "object" && !Array.isArray(data1))){
const err6 = {instancePath:instancePath+"/request",schemaPath:"#/$defs/canonicalRequest/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.digest !== undefined){
if(typeof data.digest !== "string"){
const err7 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.resource !== undefined){
let data3 = data.resource;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.title === undefined){
const err8 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data3.kind === undefined){
const err9 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data3.sensitivity === undefined){
const err10 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "sensitivity"},message:"must have required property '"+"sensitivity"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data3.scopes === undefined){
const err11 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "scopes"},message:"must have required property '"+"scopes"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key0 in data3){
if(!(((((key0 === "title") || (key0 === "kind")) || (key0 === "sensitivity")) || (key0 === "environment")) || (key0 === "scopes"))){
const err12 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.title !== undefined){
if(typeof data3.title !== "string"){
const err13 = {instancePath:instancePath+"/resource/title",schemaPath:"#/properties/resource/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.kind !== undefined){
if(typeof data3.kind !== "string"){
const err14 = {instancePath:instancePath+"/resource/kind",schemaPath:"#/properties/resource/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.sensitivity !== undefined){
let data6 = data3.sensitivity;
if(!((((data6 === "low") || (data6 === "medium")) || (data6 === "high")) || (data6 === "critical"))){
const err15 = {instancePath:instancePath+"/resource/sensitivity",schemaPath:"#/properties/resource/properties/sensitivity/enum",keyword:"enum",params:{allowedValues: schema56.properties.resource.properties.sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.environment !== undefined){
if(typeof data3.environment !== "string"){
const err16 = {instancePath:instancePath+"/resource/environment",schemaPath:"#/properties/resource/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.scopes !== undefined){
let data8 = data3.scopes;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
if(typeof data8[key1] !== "string"){
const err17 = {instancePath:instancePath+"/resource/scopes/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/resource/properties/scopes/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/resource/scopes",schemaPath:"#/properties/resource/properties/scopes/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.ways !== undefined){
const err20 = {instancePath:instancePath+"/ways",schemaPath:"#/properties/ways/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data.decision !== undefined){
if(!(validate31(data.decision, {instancePath:instancePath+"/decision",parentData:data,parentDataProperty:"decision",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
if(data.grant !== undefined){
if(!(validate39(data.grant, {instancePath:instancePath+"/grant",parentData:data,parentDataProperty:"grant",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
if(data.sealed !== undefined){
const err21 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data.extension !== undefined){
const err22 = {instancePath:instancePath+"/extension",schemaPath:"#/properties/extension/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data.extended !== undefined){
const err23 = {instancePath:instancePath+"/extended",schemaPath:"#/properties/extended/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data.end !== undefined){
const err24 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data.probeAgain !== undefined){
const err25 = {instancePath:instancePath+"/probeAgain",schemaPath:"#/properties/probeAgain/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data.adopted !== undefined){
const err26 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data.outcome !== undefined){
const err27 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
validate37.errors = vErrors;
return errors === 0;
}
validate37.evaluated = {"props":{"state":true,"request":true,"digest":true,"resource":true,"ways":true,"decision":true,"grant":true,"sealed":true,"extension":true,"extended":true,"end":true,"probeAgain":true,"adopted":true,"outcome":true},"dynamicProps":false,"dynamicItems":false};

const schema61 = {"description":"The access is in effect.","type":"object","required":["state","request","digest","resource","decision","grant"],"properties":{"state":{"const":"active"},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"ways":{"not":{},"tsType":"never"},"decision":{"$ref":"#/$defs/decision"},"grant":{"$ref":"#/$defs/grant"},"sealed":{"type":"object","additionalProperties":false,"required":["armored","keys"],"properties":{"armored":{"type":"string"},"keys":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["fingerprint","type"],"properties":{"fingerprint":{"type":"string"},"type":{"type":"string"}}}}},"description":"The armored age file that was posted; cipher text only."},"extension":{"$ref":"#/$defs/extension"},"extended":{"type":"array","items":{"$ref":"#/$defs/extended"},"description":"Extensions that were given, oldest first; what was asked for at first stays what it was."},"end":{"not":{},"tsType":"never"},"probeAgain":{"not":{},"tsType":"never"},"adopted":{"not":{},"tsType":"never"},"outcome":{"not":{},"tsType":"never"}}};
const schema63 = {"description":"More time for a grant that lives: asked for, decided, and where needed approved, like a request of its own. `request`: the same for the time in all, counted from the first start.","type":"object","additionalProperties":false,"required":["request","digest","decision","findings","lapsesAt"],"properties":{"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"decision":{"$ref":"#/$defs/decision"},"findings":{"type":"array","items":{"$ref":"#/$defs/finding"}},"lapsesAt":{"$ref":"#/$defs/instant"},"approved":{"type":"boolean","description":"True: nothing but doing it is left. False: it was dropped, and is forgotten when its pull request is closed."},"pull":{"$ref":"#/$defs/grantPull"},"tally":{"$ref":"#/$defs/shownTally"},"eligibleThen":{"$ref":"#/$defs/eligibleThen"},"teams":{"$ref":"#/$defs/teamIds"}}};
const schema65 = {"description":"A problem as a person reads it: `where` is a line of the issue, a file, a team.","type":"object","additionalProperties":false,"required":["code","message"],"properties":{"code":{"type":"string","tsType":"import('../core/error-codes.ts').ErrorCode"},"where":{"type":"string"},"message":{"type":"string"}}};
const schema76 = {"type":"object","additionalProperties":{"type":"array","items":{"type":"string"}},"tsType":"Record<string, string[]>","description":"By review id, the names of the slots for which its person was eligible when Daypass first saw it."};
const schema77 = {"type":"object","additionalProperties":{"type":"integer"},"tsType":"Record<string, number>","description":"Ids of the teams that the slots named when they were first looked at: a name may come to stand for another team."};
const schema67 = {"description":"The pull request in which people say yes or no, as Daypass opened it, or found it where its requester did.","type":"object","additionalProperties":false,"required":["number","url","head","base","opened","asked","widened","voidedUpTo","disturbances"],"properties":{"number":{"type":"integer"},"url":{"type":"string"},"head":{"type":"string","description":"The commit that is voted on (Daypass wrote it, or its requester)."},"base":{"type":"string","description":"The commit on `requests` below it."},"opened":{"$ref":"#/$defs/instant"},"asked":{"type":"array","items":{"$ref":"#/$defs/person"},"description":"Who was asked to review, in the order of asking."},"reminded":{"$ref":"#/$defs/instant"},"widened":{"type":"integer","description":"How often more people were asked."},"voidedUpTo":{"type":"integer","description":"Approvals up to this review's id are void."},"disturbances":{"type":"integer","description":"How often somebody else changed what Daypass wrote."},"merge":{"type":"object","additionalProperties":false,"required":["intended"],"properties":{"intended":{"type":"boolean"},"commit":{"type":"string"}}},"closed":{"type":"boolean"}}};
const schema69 = {"type":"object","additionalProperties":false,"required":["id","login"],"properties":{"id":{"type":"integer"},"login":{"type":"string"}}};

function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate47.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.number === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "number"},message:"must have required property '"+"number"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.url === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.head === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "head"},message:"must have required property '"+"head"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.base === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "base"},message:"must have required property '"+"base"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.opened === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "opened"},message:"must have required property '"+"opened"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.asked === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "asked"},message:"must have required property '"+"asked"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.widened === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "widened"},message:"must have required property '"+"widened"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.voidedUpTo === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "voidedUpTo"},message:"must have required property '"+"voidedUpTo"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.disturbances === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "disturbances"},message:"must have required property '"+"disturbances"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema67.properties, key0))){
const err9 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.number !== undefined){
let data0 = data.number;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err10 = {instancePath:instancePath+"/number",schemaPath:"#/properties/number/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.url !== undefined){
if(typeof data.url !== "string"){
const err11 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.head !== undefined){
if(typeof data.head !== "string"){
const err12 = {instancePath:instancePath+"/head",schemaPath:"#/properties/head/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.base !== undefined){
if(typeof data.base !== "string"){
const err13 = {instancePath:instancePath+"/base",schemaPath:"#/properties/base/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.opened !== undefined){
let data4 = data.opened;
if(typeof data4 === "string"){
if(!pattern69.test(data4)){
const err14 = {instancePath:instancePath+"/opened",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/opened",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.asked !== undefined){
let data5 = data.asked;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.id === undefined){
const err16 = {instancePath:instancePath+"/asked/" + i0,schemaPath:"#/$defs/person/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data6.login === undefined){
const err17 = {instancePath:instancePath+"/asked/" + i0,schemaPath:"#/$defs/person/required",keyword:"required",params:{missingProperty: "login"},message:"must have required property '"+"login"+"'"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key1 in data6){
if(!((key1 === "id") || (key1 === "login"))){
const err18 = {instancePath:instancePath+"/asked/" + i0,schemaPath:"#/$defs/person/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data6.id !== undefined){
let data7 = data6.id;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err19 = {instancePath:instancePath+"/asked/" + i0+"/id",schemaPath:"#/$defs/person/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data6.login !== undefined){
if(typeof data6.login !== "string"){
const err20 = {instancePath:instancePath+"/asked/" + i0+"/login",schemaPath:"#/$defs/person/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/asked/" + i0,schemaPath:"#/$defs/person/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/asked",schemaPath:"#/properties/asked/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.reminded !== undefined){
let data9 = data.reminded;
if(typeof data9 === "string"){
if(!pattern69.test(data9)){
const err23 = {instancePath:instancePath+"/reminded",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/reminded",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.widened !== undefined){
let data10 = data.widened;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err25 = {instancePath:instancePath+"/widened",schemaPath:"#/properties/widened/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.voidedUpTo !== undefined){
let data11 = data.voidedUpTo;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err26 = {instancePath:instancePath+"/voidedUpTo",schemaPath:"#/properties/voidedUpTo/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.disturbances !== undefined){
let data12 = data.disturbances;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err27 = {instancePath:instancePath+"/disturbances",schemaPath:"#/properties/disturbances/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.merge !== undefined){
let data13 = data.merge;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.intended === undefined){
const err28 = {instancePath:instancePath+"/merge",schemaPath:"#/properties/merge/required",keyword:"required",params:{missingProperty: "intended"},message:"must have required property '"+"intended"+"'"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
for(const key2 in data13){
if(!((key2 === "intended") || (key2 === "commit"))){
const err29 = {instancePath:instancePath+"/merge",schemaPath:"#/properties/merge/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data13.intended !== undefined){
if(typeof data13.intended !== "boolean"){
const err30 = {instancePath:instancePath+"/merge/intended",schemaPath:"#/properties/merge/properties/intended/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data13.commit !== undefined){
if(typeof data13.commit !== "string"){
const err31 = {instancePath:instancePath+"/merge/commit",schemaPath:"#/properties/merge/properties/commit/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/merge",schemaPath:"#/properties/merge/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.closed !== undefined){
if(typeof data.closed !== "boolean"){
const err33 = {instancePath:instancePath+"/closed",schemaPath:"#/properties/closed/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
validate47.errors = vErrors;
return errors === 0;
}
validate47.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema71 = {"description":"Who said yes to what, who still can, who objects.","type":"object","additionalProperties":false,"required":["filled","open","blockedBy"],"properties":{"filled":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["slot","person","review"],"properties":{"slot":{"type":"string"},"person":{"$ref":"#/$defs/person"},"review":{"type":"integer"}}}},"open":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["slot","from","canFill"],"properties":{"slot":{"type":"string"},"from":{"type":"array","items":{"type":"string"}},"canFill":{"type":"array","items":{"$ref":"#/$defs/person"}},"note":{"type":"string","description":"Why nobody can fill it, and whom to ask to fix that."}}}},"blockedBy":{"type":"array","items":{"$ref":"#/$defs/person"}},"early":{"type":"array","items":{"$ref":"#/$defs/person"},"description":"Whose yes stands there and does not count, because it was first seen when they could not give it."}}};

function validate49(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate49.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.filled === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "filled"},message:"must have required property '"+"filled"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.open === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "open"},message:"must have required property '"+"open"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.blockedBy === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "blockedBy"},message:"must have required property '"+"blockedBy"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "filled") || (key0 === "open")) || (key0 === "blockedBy")) || (key0 === "early"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.filled !== undefined){
let data0 = data.filled;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.slot === undefined){
const err4 = {instancePath:instancePath+"/filled/" + i0,schemaPath:"#/properties/filled/items/required",keyword:"required",params:{missingProperty: "slot"},message:"must have required property '"+"slot"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1.person === undefined){
const err5 = {instancePath:instancePath+"/filled/" + i0,schemaPath:"#/properties/filled/items/required",keyword:"required",params:{missingProperty: "person"},message:"must have required property '"+"person"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1.review === undefined){
const err6 = {instancePath:instancePath+"/filled/" + i0,schemaPath:"#/properties/filled/items/required",keyword:"required",params:{missingProperty: "review"},message:"must have required property '"+"review"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key1 in data1){
if(!(((key1 === "slot") || (key1 === "person")) || (key1 === "review"))){
const err7 = {instancePath:instancePath+"/filled/" + i0,schemaPath:"#/properties/filled/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data1.slot !== undefined){
if(typeof data1.slot !== "string"){
const err8 = {instancePath:instancePath+"/filled/" + i0+"/slot",schemaPath:"#/properties/filled/items/properties/slot/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.person !== undefined){
let data3 = data1.person;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id === undefined){
const err9 = {instancePath:instancePath+"/filled/" + i0+"/person",schemaPath:"#/$defs/person/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data3.login === undefined){
const err10 = {instancePath:instancePath+"/filled/" + i0+"/person",schemaPath:"#/$defs/person/required",keyword:"required",params:{missingProperty: "login"},message:"must have required property '"+"login"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key2 in data3){
if(!((key2 === "id") || (key2 === "login"))){
const err11 = {instancePath:instancePath+"/filled/" + i0+"/person",schemaPath:"#/$defs/person/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3.id !== undefined){
let data4 = data3.id;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err12 = {instancePath:instancePath+"/filled/" + i0+"/person/id",schemaPath:"#/$defs/person/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.login !== undefined){
if(typeof data3.login !== "string"){
const err13 = {instancePath:instancePath+"/filled/" + i0+"/person/login",schemaPath:"#/$defs/person/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/filled/" + i0+"/person",schemaPath:"#/$defs/person/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data1.review !== undefined){
let data6 = data1.review;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err15 = {instancePath:instancePath+"/filled/" + i0+"/review",schemaPath:"#/properties/filled/items/properties/review/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/filled/" + i0,schemaPath:"#/properties/filled/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/filled",schemaPath:"#/properties/filled/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.open !== undefined){
let data7 = data.open;
if(Array.isArray(data7)){
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
let data8 = data7[i1];
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.slot === undefined){
const err18 = {instancePath:instancePath+"/open/" + i1,schemaPath:"#/properties/open/items/required",keyword:"required",params:{missingProperty: "slot"},message:"must have required property '"+"slot"+"'"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data8.from === undefined){
const err19 = {instancePath:instancePath+"/open/" + i1,schemaPath:"#/properties/open/items/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data8.canFill === undefined){
const err20 = {instancePath:instancePath+"/open/" + i1,schemaPath:"#/properties/open/items/required",keyword:"required",params:{missingProperty: "canFill"},message:"must have required property '"+"canFill"+"'"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
for(const key3 in data8){
if(!((((key3 === "slot") || (key3 === "from")) || (key3 === "canFill")) || (key3 === "note"))){
const err21 = {instancePath:instancePath+"/open/" + i1,schemaPath:"#/properties/open/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data8.slot !== undefined){
if(typeof data8.slot !== "string"){
const err22 = {instancePath:instancePath+"/open/" + i1+"/slot",schemaPath:"#/properties/open/items/properties/slot/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data8.from !== undefined){
let data10 = data8.from;
if(Array.isArray(data10)){
const len2 = data10.length;
for(let i2=0; i2<len2; i2++){
if(typeof data10[i2] !== "string"){
const err23 = {instancePath:instancePath+"/open/" + i1+"/from/" + i2,schemaPath:"#/properties/open/items/properties/from/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/open/" + i1+"/from",schemaPath:"#/properties/open/items/properties/from/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data8.canFill !== undefined){
let data12 = data8.canFill;
if(Array.isArray(data12)){
const len3 = data12.length;
for(let i3=0; i3<len3; i3++){
let data13 = data12[i3];
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.id === undefined){
const err25 = {instancePath:instancePath+"/open/" + i1+"/canFill/" + i3,schemaPath:"#/$defs/person/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data13.login === undefined){
const err26 = {instancePath:instancePath+"/open/" + i1+"/canFill/" + i3,schemaPath:"#/$defs/person/required",keyword:"required",params:{missingProperty: "login"},message:"must have required property '"+"login"+"'"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
for(const key4 in data13){
if(!((key4 === "id") || (key4 === "login"))){
const err27 = {instancePath:instancePath+"/open/" + i1+"/canFill/" + i3,schemaPath:"#/$defs/person/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data13.id !== undefined){
let data14 = data13.id;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err28 = {instancePath:instancePath+"/open/" + i1+"/canFill/" + i3+"/id",schemaPath:"#/$defs/person/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data13.login !== undefined){
if(typeof data13.login !== "string"){
const err29 = {instancePath:instancePath+"/open/" + i1+"/canFill/" + i3+"/login",schemaPath:"#/$defs/person/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/open/" + i1+"/canFill/" + i3,schemaPath:"#/$defs/person/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/open/" + i1+"/canFill",schemaPath:"#/properties/open/items/properties/canFill/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data8.note !== undefined){
if(typeof data8.note !== "string"){
const err32 = {instancePath:instancePath+"/open/" + i1+"/note",schemaPath:"#/properties/open/items/properties/note/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/open/" + i1,schemaPath:"#/properties/open/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/open",schemaPath:"#/properties/open/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.blockedBy !== undefined){
let data17 = data.blockedBy;
if(Array.isArray(data17)){
const len4 = data17.length;
for(let i4=0; i4<len4; i4++){
let data18 = data17[i4];
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(data18.id === undefined){
const err35 = {instancePath:instancePath+"/blockedBy/" + i4,schemaPath:"#/$defs/person/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data18.login === undefined){
const err36 = {instancePath:instancePath+"/blockedBy/" + i4,schemaPath:"#/$defs/person/required",keyword:"required",params:{missingProperty: "login"},message:"must have required property '"+"login"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
for(const key5 in data18){
if(!((key5 === "id") || (key5 === "login"))){
const err37 = {instancePath:instancePath+"/blockedBy/" + i4,schemaPath:"#/$defs/person/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data18.id !== undefined){
let data19 = data18.id;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err38 = {instancePath:instancePath+"/blockedBy/" + i4+"/id",schemaPath:"#/$defs/person/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data18.login !== undefined){
if(typeof data18.login !== "string"){
const err39 = {instancePath:instancePath+"/blockedBy/" + i4+"/login",schemaPath:"#/$defs/person/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/blockedBy/" + i4,schemaPath:"#/$defs/person/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/blockedBy",schemaPath:"#/properties/blockedBy/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.early !== undefined){
let data21 = data.early;
if(Array.isArray(data21)){
const len5 = data21.length;
for(let i5=0; i5<len5; i5++){
let data22 = data21[i5];
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.id === undefined){
const err42 = {instancePath:instancePath+"/early/" + i5,schemaPath:"#/$defs/person/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data22.login === undefined){
const err43 = {instancePath:instancePath+"/early/" + i5,schemaPath:"#/$defs/person/required",keyword:"required",params:{missingProperty: "login"},message:"must have required property '"+"login"+"'"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
for(const key6 in data22){
if(!((key6 === "id") || (key6 === "login"))){
const err44 = {instancePath:instancePath+"/early/" + i5,schemaPath:"#/$defs/person/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data22.id !== undefined){
let data23 = data22.id;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err45 = {instancePath:instancePath+"/early/" + i5+"/id",schemaPath:"#/$defs/person/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data22.login !== undefined){
if(typeof data22.login !== "string"){
const err46 = {instancePath:instancePath+"/early/" + i5+"/login",schemaPath:"#/$defs/person/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/early/" + i5,schemaPath:"#/$defs/person/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/early",schemaPath:"#/properties/early/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
validate49.errors = vErrors;
return errors === 0;
}
validate49.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate45(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate45.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.request === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "request"},message:"must have required property '"+"request"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.digest === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.decision === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "decision"},message:"must have required property '"+"decision"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.findings === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "findings"},message:"must have required property '"+"findings"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.lapsesAt === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "lapsesAt"},message:"must have required property '"+"lapsesAt"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema63.properties, key0))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.request !== undefined){
let data0 = data.request;
if(!(data0 && typeof data0 == "object" && !Array.isArray(data0))){
const err6 = {instancePath:instancePath+"/request",schemaPath:"#/$defs/canonicalRequest/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.digest !== undefined){
if(typeof data.digest !== "string"){
const err7 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.decision !== undefined){
if(!(validate31(data.decision, {instancePath:instancePath+"/decision",parentData:data,parentDataProperty:"decision",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
if(data.findings !== undefined){
let data3 = data.findings;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.code === undefined){
const err8 = {instancePath:instancePath+"/findings/" + i0,schemaPath:"#/$defs/finding/required",keyword:"required",params:{missingProperty: "code"},message:"must have required property '"+"code"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data4.message === undefined){
const err9 = {instancePath:instancePath+"/findings/" + i0,schemaPath:"#/$defs/finding/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key1 in data4){
if(!(((key1 === "code") || (key1 === "where")) || (key1 === "message"))){
const err10 = {instancePath:instancePath+"/findings/" + i0,schemaPath:"#/$defs/finding/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data4.code !== undefined){
if(typeof data4.code !== "string"){
const err11 = {instancePath:instancePath+"/findings/" + i0+"/code",schemaPath:"#/$defs/finding/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data4.where !== undefined){
if(typeof data4.where !== "string"){
const err12 = {instancePath:instancePath+"/findings/" + i0+"/where",schemaPath:"#/$defs/finding/properties/where/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data4.message !== undefined){
if(typeof data4.message !== "string"){
const err13 = {instancePath:instancePath+"/findings/" + i0+"/message",schemaPath:"#/$defs/finding/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/findings/" + i0,schemaPath:"#/$defs/finding/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/findings",schemaPath:"#/properties/findings/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.lapsesAt !== undefined){
let data8 = data.lapsesAt;
if(typeof data8 === "string"){
if(!pattern69.test(data8)){
const err16 = {instancePath:instancePath+"/lapsesAt",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/lapsesAt",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.approved !== undefined){
if(typeof data.approved !== "boolean"){
const err18 = {instancePath:instancePath+"/approved",schemaPath:"#/properties/approved/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.pull !== undefined){
if(!(validate47(data.pull, {instancePath:instancePath+"/pull",parentData:data,parentDataProperty:"pull",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data.tally !== undefined){
if(!(validate49(data.tally, {instancePath:instancePath+"/tally",parentData:data,parentDataProperty:"tally",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
errors = vErrors.length;
}
}
if(data.eligibleThen !== undefined){
let data12 = data.eligibleThen;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key2 in data12){
let data13 = data12[key2];
if(Array.isArray(data13)){
const len1 = data13.length;
for(let i1=0; i1<len1; i1++){
if(typeof data13[i1] !== "string"){
const err19 = {instancePath:instancePath+"/eligibleThen/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i1,schemaPath:"#/$defs/eligibleThen/additionalProperties/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/eligibleThen/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/eligibleThen/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/eligibleThen",schemaPath:"#/$defs/eligibleThen/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.teams !== undefined){
let data15 = data.teams;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key3 in data15){
let data16 = data15[key3];
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err22 = {instancePath:instancePath+"/teams/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/teamIds/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/teams",schemaPath:"#/$defs/teamIds/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
validate45.errors = vErrors;
return errors === 0;
}
validate45.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema78 = {"description":"More time that was given: what was asked for in all, for a reason of its own, and until when it lets the grant live.","type":"object","additionalProperties":false,"required":["request","digest","ends"],"properties":{"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"ends":{"type":"string"}}};

function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate52.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.request === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "request"},message:"must have required property '"+"request"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.digest === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.ends === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ends"},message:"must have required property '"+"ends"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "request") || (key0 === "digest")) || (key0 === "ends"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.request !== undefined){
let data0 = data.request;
if(!(data0 && typeof data0 == "object" && !Array.isArray(data0))){
const err4 = {instancePath:instancePath+"/request",schemaPath:"#/$defs/canonicalRequest/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.digest !== undefined){
if(typeof data.digest !== "string"){
const err5 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.ends !== undefined){
if(typeof data.ends !== "string"){
const err6 = {instancePath:instancePath+"/ends",schemaPath:"#/properties/ends/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate52.errors = vErrors;
return errors === 0;
}
validate52.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate42.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.state === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "state"},message:"must have required property '"+"state"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.request === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "request"},message:"must have required property '"+"request"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.digest === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.resource === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.decision === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "decision"},message:"must have required property '"+"decision"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.grant === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "grant"},message:"must have required property '"+"grant"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.state !== undefined){
if("active" !== data.state){
const err6 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/const",keyword:"const",params:{allowedValue: "active"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.request !== undefined){
let data1 = data.request;
if(!(data1 && typeof data1 == "object" && !Array.isArray(data1))){
const err7 = {instancePath:instancePath+"/request",schemaPath:"#/$defs/canonicalRequest/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.digest !== undefined){
if(typeof data.digest !== "string"){
const err8 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.resource !== undefined){
let data3 = data.resource;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.title === undefined){
const err9 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data3.kind === undefined){
const err10 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data3.sensitivity === undefined){
const err11 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "sensitivity"},message:"must have required property '"+"sensitivity"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data3.scopes === undefined){
const err12 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "scopes"},message:"must have required property '"+"scopes"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key0 in data3){
if(!(((((key0 === "title") || (key0 === "kind")) || (key0 === "sensitivity")) || (key0 === "environment")) || (key0 === "scopes"))){
const err13 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.title !== undefined){
if(typeof data3.title !== "string"){
const err14 = {instancePath:instancePath+"/resource/title",schemaPath:"#/properties/resource/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.kind !== undefined){
if(typeof data3.kind !== "string"){
const err15 = {instancePath:instancePath+"/resource/kind",schemaPath:"#/properties/resource/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.sensitivity !== undefined){
let data6 = data3.sensitivity;
if(!((((data6 === "low") || (data6 === "medium")) || (data6 === "high")) || (data6 === "critical"))){
const err16 = {instancePath:instancePath+"/resource/sensitivity",schemaPath:"#/properties/resource/properties/sensitivity/enum",keyword:"enum",params:{allowedValues: schema61.properties.resource.properties.sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.environment !== undefined){
if(typeof data3.environment !== "string"){
const err17 = {instancePath:instancePath+"/resource/environment",schemaPath:"#/properties/resource/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data3.scopes !== undefined){
let data8 = data3.scopes;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
if(typeof data8[key1] !== "string"){
const err18 = {instancePath:instancePath+"/resource/scopes/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/resource/properties/scopes/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/resource/scopes",schemaPath:"#/properties/resource/properties/scopes/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.ways !== undefined){
const err21 = {instancePath:instancePath+"/ways",schemaPath:"#/properties/ways/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data.decision !== undefined){
if(!(validate31(data.decision, {instancePath:instancePath+"/decision",parentData:data,parentDataProperty:"decision",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
if(data.grant !== undefined){
if(!(validate39(data.grant, {instancePath:instancePath+"/grant",parentData:data,parentDataProperty:"grant",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
if(data.sealed !== undefined){
let data13 = data.sealed;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.armored === undefined){
const err22 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/required",keyword:"required",params:{missingProperty: "armored"},message:"must have required property '"+"armored"+"'"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data13.keys === undefined){
const err23 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/required",keyword:"required",params:{missingProperty: "keys"},message:"must have required property '"+"keys"+"'"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key2 in data13){
if(!((key2 === "armored") || (key2 === "keys"))){
const err24 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data13.armored !== undefined){
if(typeof data13.armored !== "string"){
const err25 = {instancePath:instancePath+"/sealed/armored",schemaPath:"#/properties/sealed/properties/armored/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data13.keys !== undefined){
let data15 = data13.keys;
if(Array.isArray(data15)){
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
let data16 = data15[i0];
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.fingerprint === undefined){
const err26 = {instancePath:instancePath+"/sealed/keys/" + i0,schemaPath:"#/properties/sealed/properties/keys/items/required",keyword:"required",params:{missingProperty: "fingerprint"},message:"must have required property '"+"fingerprint"+"'"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data16.type === undefined){
const err27 = {instancePath:instancePath+"/sealed/keys/" + i0,schemaPath:"#/properties/sealed/properties/keys/items/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
for(const key3 in data16){
if(!((key3 === "fingerprint") || (key3 === "type"))){
const err28 = {instancePath:instancePath+"/sealed/keys/" + i0,schemaPath:"#/properties/sealed/properties/keys/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data16.fingerprint !== undefined){
if(typeof data16.fingerprint !== "string"){
const err29 = {instancePath:instancePath+"/sealed/keys/" + i0+"/fingerprint",schemaPath:"#/properties/sealed/properties/keys/items/properties/fingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data16.type !== undefined){
if(typeof data16.type !== "string"){
const err30 = {instancePath:instancePath+"/sealed/keys/" + i0+"/type",schemaPath:"#/properties/sealed/properties/keys/items/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/sealed/keys/" + i0,schemaPath:"#/properties/sealed/properties/keys/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/sealed/keys",schemaPath:"#/properties/sealed/properties/keys/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.extension !== undefined){
if(!(validate45(data.extension, {instancePath:instancePath+"/extension",parentData:data,parentDataProperty:"extension",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
errors = vErrors.length;
}
}
if(data.extended !== undefined){
let data20 = data.extended;
if(Array.isArray(data20)){
const len1 = data20.length;
for(let i1=0; i1<len1; i1++){
if(!(validate52(data20[i1], {instancePath:instancePath+"/extended/" + i1,parentData:data20,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
errors = vErrors.length;
}
}
}
else {
const err34 = {instancePath:instancePath+"/extended",schemaPath:"#/properties/extended/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.end !== undefined){
const err35 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data.probeAgain !== undefined){
const err36 = {instancePath:instancePath+"/probeAgain",schemaPath:"#/properties/probeAgain/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data.adopted !== undefined){
const err37 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data.outcome !== undefined){
const err38 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
validate42.errors = vErrors;
return errors === 0;
}
validate42.evaluated = {"props":{"state":true,"request":true,"digest":true,"resource":true,"ways":true,"decision":true,"grant":true,"sealed":true,"extension":true,"extended":true,"end":true,"probeAgain":true,"adopted":true,"outcome":true},"dynamicProps":false,"dynamicItems":false};

const schema80 = {"description":"The end has begun, and is to be proved. What was adopted has no grant here.","type":"object","required":["state","end"],"properties":{"state":{"const":"ending"},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"ways":{"not":{},"tsType":"never"},"decision":{"$ref":"#/$defs/decision"},"grant":{"$ref":"#/$defs/grant"},"sealed":{"type":"object","additionalProperties":false,"required":["armored","keys"],"properties":{"armored":{"type":"string"},"keys":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["fingerprint","type"],"properties":{"fingerprint":{"type":"string"},"type":{"type":"string"}}}}},"description":"The armored age file that was posted; cipher text only."},"extension":{"$ref":"#/$defs/extension"},"extended":{"type":"array","items":{"$ref":"#/$defs/extended"},"description":"Extensions that were given, oldest first; what was asked for at first stays what it was."},"end":{"$ref":"#/$defs/end"},"probeAgain":{"$ref":"#/$defs/instant","description":"When it makes sense to ask the target again whether the end took effect."},"adopted":{"type":"object","additionalProperties":false,"required":["store","until"],"properties":{"store":{"type":"string"},"until":{"$ref":"#/$defs/instant"}},"description":"It was another store's, and is ended here; `until`: when the last token that store can have issued has run out."},"outcome":{"not":{},"tsType":"never"}}};
const schema82 = {"type":"object","additionalProperties":false,"required":["cause","asked","attempts"],"properties":{"cause":{"$ref":"#/$defs/endCause"},"by":{"type":"integer"},"why":{"type":"string"},"asked":{"$ref":"#/$defs/instant"},"effective":{"$ref":"#/$defs/instant"},"proof":{"$ref":"#/$defs/proof"},"overdue":{"type":"boolean","description":"It was not proved within a minute: somebody was told to look."},"unproved":{"type":"string","description":"Why it was not proved when that was tried last."},"attempts":{"type":"integer"}}};
const schema83 = {"enum":["time","done","closed","revoked","deleted","void","left","public","archived","connector","adopted","policy"],"description":"Why a grant ends or a request stops."};
const schema86 = {"description":"How the end of a grant was proved; `refused`: the target refused the probe; `absent`: it has nothing of the lease any more; `ran-out`: the last token issued has expired; `declared`: an operator, or the target by its word alone, answers for it.","type":"object","additionalProperties":false,"required":["how","at","words"],"properties":{"how":{"enum":["refused","absent","ran-out","declared"]},"at":{"type":"string"},"words":{"type":"string"}}};

function validate60(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate60.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.cause === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cause"},message:"must have required property '"+"cause"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.asked === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "asked"},message:"must have required property '"+"asked"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.attempts === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "attempts"},message:"must have required property '"+"attempts"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema82.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.cause !== undefined){
let data0 = data.cause;
if(!((((((((((((data0 === "time") || (data0 === "done")) || (data0 === "closed")) || (data0 === "revoked")) || (data0 === "deleted")) || (data0 === "void")) || (data0 === "left")) || (data0 === "public")) || (data0 === "archived")) || (data0 === "connector")) || (data0 === "adopted")) || (data0 === "policy"))){
const err4 = {instancePath:instancePath+"/cause",schemaPath:"#/$defs/endCause/enum",keyword:"enum",params:{allowedValues: schema83.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.by !== undefined){
let data1 = data.by;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err5 = {instancePath:instancePath+"/by",schemaPath:"#/properties/by/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.why !== undefined){
if(typeof data.why !== "string"){
const err6 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.asked !== undefined){
let data3 = data.asked;
if(typeof data3 === "string"){
if(!pattern69.test(data3)){
const err7 = {instancePath:instancePath+"/asked",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/asked",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.effective !== undefined){
let data4 = data.effective;
if(typeof data4 === "string"){
if(!pattern69.test(data4)){
const err9 = {instancePath:instancePath+"/effective",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/effective",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.proof !== undefined){
let data5 = data.proof;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.how === undefined){
const err11 = {instancePath:instancePath+"/proof",schemaPath:"#/$defs/proof/required",keyword:"required",params:{missingProperty: "how"},message:"must have required property '"+"how"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data5.at === undefined){
const err12 = {instancePath:instancePath+"/proof",schemaPath:"#/$defs/proof/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data5.words === undefined){
const err13 = {instancePath:instancePath+"/proof",schemaPath:"#/$defs/proof/required",keyword:"required",params:{missingProperty: "words"},message:"must have required property '"+"words"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data5){
if(!(((key1 === "how") || (key1 === "at")) || (key1 === "words"))){
const err14 = {instancePath:instancePath+"/proof",schemaPath:"#/$defs/proof/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data5.how !== undefined){
let data6 = data5.how;
if(!((((data6 === "refused") || (data6 === "absent")) || (data6 === "ran-out")) || (data6 === "declared"))){
const err15 = {instancePath:instancePath+"/proof/how",schemaPath:"#/$defs/proof/properties/how/enum",keyword:"enum",params:{allowedValues: schema86.properties.how.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data5.at !== undefined){
if(typeof data5.at !== "string"){
const err16 = {instancePath:instancePath+"/proof/at",schemaPath:"#/$defs/proof/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data5.words !== undefined){
if(typeof data5.words !== "string"){
const err17 = {instancePath:instancePath+"/proof/words",schemaPath:"#/$defs/proof/properties/words/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/proof",schemaPath:"#/$defs/proof/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.overdue !== undefined){
if(typeof data.overdue !== "boolean"){
const err19 = {instancePath:instancePath+"/overdue",schemaPath:"#/properties/overdue/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.unproved !== undefined){
if(typeof data.unproved !== "string"){
const err20 = {instancePath:instancePath+"/unproved",schemaPath:"#/properties/unproved/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.attempts !== undefined){
let data11 = data.attempts;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err21 = {instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate60.errors = vErrors;
return errors === 0;
}
validate60.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate55.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.state === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "state"},message:"must have required property '"+"state"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.end === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "end"},message:"must have required property '"+"end"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.state !== undefined){
if("ending" !== data.state){
const err2 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/const",keyword:"const",params:{allowedValue: "ending"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.request !== undefined){
let data1 = data.request;
if(!(data1 && typeof data1 == "object" && !Array.isArray(data1))){
const err3 = {instancePath:instancePath+"/request",schemaPath:"#/$defs/canonicalRequest/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.digest !== undefined){
if(typeof data.digest !== "string"){
const err4 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.resource !== undefined){
let data3 = data.resource;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.title === undefined){
const err5 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data3.kind === undefined){
const err6 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data3.sensitivity === undefined){
const err7 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "sensitivity"},message:"must have required property '"+"sensitivity"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data3.scopes === undefined){
const err8 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "scopes"},message:"must have required property '"+"scopes"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key0 in data3){
if(!(((((key0 === "title") || (key0 === "kind")) || (key0 === "sensitivity")) || (key0 === "environment")) || (key0 === "scopes"))){
const err9 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data3.title !== undefined){
if(typeof data3.title !== "string"){
const err10 = {instancePath:instancePath+"/resource/title",schemaPath:"#/properties/resource/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data3.kind !== undefined){
if(typeof data3.kind !== "string"){
const err11 = {instancePath:instancePath+"/resource/kind",schemaPath:"#/properties/resource/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3.sensitivity !== undefined){
let data6 = data3.sensitivity;
if(!((((data6 === "low") || (data6 === "medium")) || (data6 === "high")) || (data6 === "critical"))){
const err12 = {instancePath:instancePath+"/resource/sensitivity",schemaPath:"#/properties/resource/properties/sensitivity/enum",keyword:"enum",params:{allowedValues: schema80.properties.resource.properties.sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.environment !== undefined){
if(typeof data3.environment !== "string"){
const err13 = {instancePath:instancePath+"/resource/environment",schemaPath:"#/properties/resource/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.scopes !== undefined){
let data8 = data3.scopes;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
if(typeof data8[key1] !== "string"){
const err14 = {instancePath:instancePath+"/resource/scopes/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/resource/properties/scopes/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/resource/scopes",schemaPath:"#/properties/resource/properties/scopes/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.ways !== undefined){
const err17 = {instancePath:instancePath+"/ways",schemaPath:"#/properties/ways/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data.decision !== undefined){
if(!(validate31(data.decision, {instancePath:instancePath+"/decision",parentData:data,parentDataProperty:"decision",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
if(data.grant !== undefined){
if(!(validate39(data.grant, {instancePath:instancePath+"/grant",parentData:data,parentDataProperty:"grant",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
if(data.sealed !== undefined){
let data13 = data.sealed;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.armored === undefined){
const err18 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/required",keyword:"required",params:{missingProperty: "armored"},message:"must have required property '"+"armored"+"'"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data13.keys === undefined){
const err19 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/required",keyword:"required",params:{missingProperty: "keys"},message:"must have required property '"+"keys"+"'"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key2 in data13){
if(!((key2 === "armored") || (key2 === "keys"))){
const err20 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data13.armored !== undefined){
if(typeof data13.armored !== "string"){
const err21 = {instancePath:instancePath+"/sealed/armored",schemaPath:"#/properties/sealed/properties/armored/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data13.keys !== undefined){
let data15 = data13.keys;
if(Array.isArray(data15)){
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
let data16 = data15[i0];
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.fingerprint === undefined){
const err22 = {instancePath:instancePath+"/sealed/keys/" + i0,schemaPath:"#/properties/sealed/properties/keys/items/required",keyword:"required",params:{missingProperty: "fingerprint"},message:"must have required property '"+"fingerprint"+"'"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data16.type === undefined){
const err23 = {instancePath:instancePath+"/sealed/keys/" + i0,schemaPath:"#/properties/sealed/properties/keys/items/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key3 in data16){
if(!((key3 === "fingerprint") || (key3 === "type"))){
const err24 = {instancePath:instancePath+"/sealed/keys/" + i0,schemaPath:"#/properties/sealed/properties/keys/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data16.fingerprint !== undefined){
if(typeof data16.fingerprint !== "string"){
const err25 = {instancePath:instancePath+"/sealed/keys/" + i0+"/fingerprint",schemaPath:"#/properties/sealed/properties/keys/items/properties/fingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data16.type !== undefined){
if(typeof data16.type !== "string"){
const err26 = {instancePath:instancePath+"/sealed/keys/" + i0+"/type",schemaPath:"#/properties/sealed/properties/keys/items/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/sealed/keys/" + i0,schemaPath:"#/properties/sealed/properties/keys/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/sealed/keys",schemaPath:"#/properties/sealed/properties/keys/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.extension !== undefined){
if(!(validate45(data.extension, {instancePath:instancePath+"/extension",parentData:data,parentDataProperty:"extension",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
errors = vErrors.length;
}
}
if(data.extended !== undefined){
let data20 = data.extended;
if(Array.isArray(data20)){
const len1 = data20.length;
for(let i1=0; i1<len1; i1++){
if(!(validate52(data20[i1], {instancePath:instancePath+"/extended/" + i1,parentData:data20,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
errors = vErrors.length;
}
}
}
else {
const err30 = {instancePath:instancePath+"/extended",schemaPath:"#/properties/extended/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.end !== undefined){
if(!(validate60(data.end, {instancePath:instancePath+"/end",parentData:data,parentDataProperty:"end",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
errors = vErrors.length;
}
}
if(data.probeAgain !== undefined){
let data23 = data.probeAgain;
if(typeof data23 === "string"){
if(!pattern69.test(data23)){
const err31 = {instancePath:instancePath+"/probeAgain",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/probeAgain",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.adopted !== undefined){
let data24 = data.adopted;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.store === undefined){
const err33 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/required",keyword:"required",params:{missingProperty: "store"},message:"must have required property '"+"store"+"'"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data24.until === undefined){
const err34 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/required",keyword:"required",params:{missingProperty: "until"},message:"must have required property '"+"until"+"'"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
for(const key4 in data24){
if(!((key4 === "store") || (key4 === "until"))){
const err35 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data24.store !== undefined){
if(typeof data24.store !== "string"){
const err36 = {instancePath:instancePath+"/adopted/store",schemaPath:"#/properties/adopted/properties/store/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data24.until !== undefined){
let data26 = data24.until;
if(typeof data26 === "string"){
if(!pattern69.test(data26)){
const err37 = {instancePath:instancePath+"/adopted/until",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/adopted/until",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.outcome !== undefined){
const err40 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
validate55.errors = vErrors;
return errors === 0;
}
validate55.evaluated = {"props":{"state":true,"request":true,"digest":true,"resource":true,"ways":true,"decision":true,"grant":true,"sealed":true,"extension":true,"extended":true,"end":true,"probeAgain":true,"adopted":true,"outcome":true},"dynamicProps":false,"dynamicItems":false};

const schema89 = {"description":"The end is proved.","type":"object","required":["state","end","outcome"],"properties":{"state":{"const":"ended"},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"ways":{"not":{},"tsType":"never"},"decision":{"$ref":"#/$defs/decision"},"grant":{"$ref":"#/$defs/grant"},"sealed":{"type":"object","additionalProperties":false,"required":["armored","keys"],"properties":{"armored":{"type":"string"},"keys":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["fingerprint","type"],"properties":{"fingerprint":{"type":"string"},"type":{"type":"string"}}}}},"description":"The armored age file that was posted; cipher text only."},"extension":{"$ref":"#/$defs/extension"},"extended":{"type":"array","items":{"$ref":"#/$defs/extended"},"description":"Extensions that were given, oldest first; what was asked for at first stays what it was."},"end":{"type":"object","additionalProperties":false,"required":["cause","asked","effective","proof","attempts"],"properties":{"cause":{"$ref":"#/$defs/endCause"},"by":{"type":"integer"},"why":{"type":"string"},"asked":{"$ref":"#/$defs/instant"},"effective":{"$ref":"#/$defs/instant"},"proof":{"$ref":"#/$defs/proof"},"attempts":{"type":"integer"}}},"outcome":{"$ref":"#/$defs/outcome"},"adopted":{"type":"object","additionalProperties":false,"required":["store","until"],"properties":{"store":{"type":"string"},"until":{"$ref":"#/$defs/instant"}},"description":"It was another store's, and is ended here; `until`: when the last token that store can have issued has run out."},"probeAgain":{"not":{},"tsType":"never"}}};
const schema95 = {"enum":["expired","done","revoked","void","denied","lapsed","cancelled"],"description":"How a request came out, as the label `outcome:<…>` says it."};

function validate63(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate63.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.state === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "state"},message:"must have required property '"+"state"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.end === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "end"},message:"must have required property '"+"end"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.outcome === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "outcome"},message:"must have required property '"+"outcome"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.state !== undefined){
if("ended" !== data.state){
const err3 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/const",keyword:"const",params:{allowedValue: "ended"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.request !== undefined){
let data1 = data.request;
if(!(data1 && typeof data1 == "object" && !Array.isArray(data1))){
const err4 = {instancePath:instancePath+"/request",schemaPath:"#/$defs/canonicalRequest/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.digest !== undefined){
if(typeof data.digest !== "string"){
const err5 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.resource !== undefined){
let data3 = data.resource;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.title === undefined){
const err6 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data3.kind === undefined){
const err7 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data3.sensitivity === undefined){
const err8 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "sensitivity"},message:"must have required property '"+"sensitivity"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data3.scopes === undefined){
const err9 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "scopes"},message:"must have required property '"+"scopes"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key0 in data3){
if(!(((((key0 === "title") || (key0 === "kind")) || (key0 === "sensitivity")) || (key0 === "environment")) || (key0 === "scopes"))){
const err10 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data3.title !== undefined){
if(typeof data3.title !== "string"){
const err11 = {instancePath:instancePath+"/resource/title",schemaPath:"#/properties/resource/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3.kind !== undefined){
if(typeof data3.kind !== "string"){
const err12 = {instancePath:instancePath+"/resource/kind",schemaPath:"#/properties/resource/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.sensitivity !== undefined){
let data6 = data3.sensitivity;
if(!((((data6 === "low") || (data6 === "medium")) || (data6 === "high")) || (data6 === "critical"))){
const err13 = {instancePath:instancePath+"/resource/sensitivity",schemaPath:"#/properties/resource/properties/sensitivity/enum",keyword:"enum",params:{allowedValues: schema89.properties.resource.properties.sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.environment !== undefined){
if(typeof data3.environment !== "string"){
const err14 = {instancePath:instancePath+"/resource/environment",schemaPath:"#/properties/resource/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.scopes !== undefined){
let data8 = data3.scopes;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
if(typeof data8[key1] !== "string"){
const err15 = {instancePath:instancePath+"/resource/scopes/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/resource/properties/scopes/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/resource/scopes",schemaPath:"#/properties/resource/properties/scopes/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.ways !== undefined){
const err18 = {instancePath:instancePath+"/ways",schemaPath:"#/properties/ways/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data.decision !== undefined){
if(!(validate31(data.decision, {instancePath:instancePath+"/decision",parentData:data,parentDataProperty:"decision",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
if(data.grant !== undefined){
if(!(validate39(data.grant, {instancePath:instancePath+"/grant",parentData:data,parentDataProperty:"grant",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
if(data.sealed !== undefined){
let data13 = data.sealed;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.armored === undefined){
const err19 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/required",keyword:"required",params:{missingProperty: "armored"},message:"must have required property '"+"armored"+"'"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data13.keys === undefined){
const err20 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/required",keyword:"required",params:{missingProperty: "keys"},message:"must have required property '"+"keys"+"'"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
for(const key2 in data13){
if(!((key2 === "armored") || (key2 === "keys"))){
const err21 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data13.armored !== undefined){
if(typeof data13.armored !== "string"){
const err22 = {instancePath:instancePath+"/sealed/armored",schemaPath:"#/properties/sealed/properties/armored/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data13.keys !== undefined){
let data15 = data13.keys;
if(Array.isArray(data15)){
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
let data16 = data15[i0];
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.fingerprint === undefined){
const err23 = {instancePath:instancePath+"/sealed/keys/" + i0,schemaPath:"#/properties/sealed/properties/keys/items/required",keyword:"required",params:{missingProperty: "fingerprint"},message:"must have required property '"+"fingerprint"+"'"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data16.type === undefined){
const err24 = {instancePath:instancePath+"/sealed/keys/" + i0,schemaPath:"#/properties/sealed/properties/keys/items/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key3 in data16){
if(!((key3 === "fingerprint") || (key3 === "type"))){
const err25 = {instancePath:instancePath+"/sealed/keys/" + i0,schemaPath:"#/properties/sealed/properties/keys/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data16.fingerprint !== undefined){
if(typeof data16.fingerprint !== "string"){
const err26 = {instancePath:instancePath+"/sealed/keys/" + i0+"/fingerprint",schemaPath:"#/properties/sealed/properties/keys/items/properties/fingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data16.type !== undefined){
if(typeof data16.type !== "string"){
const err27 = {instancePath:instancePath+"/sealed/keys/" + i0+"/type",schemaPath:"#/properties/sealed/properties/keys/items/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/sealed/keys/" + i0,schemaPath:"#/properties/sealed/properties/keys/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/sealed/keys",schemaPath:"#/properties/sealed/properties/keys/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.extension !== undefined){
if(!(validate45(data.extension, {instancePath:instancePath+"/extension",parentData:data,parentDataProperty:"extension",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
errors = vErrors.length;
}
}
if(data.extended !== undefined){
let data20 = data.extended;
if(Array.isArray(data20)){
const len1 = data20.length;
for(let i1=0; i1<len1; i1++){
if(!(validate52(data20[i1], {instancePath:instancePath+"/extended/" + i1,parentData:data20,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
errors = vErrors.length;
}
}
}
else {
const err31 = {instancePath:instancePath+"/extended",schemaPath:"#/properties/extended/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.end !== undefined){
let data22 = data.end;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.cause === undefined){
const err32 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/required",keyword:"required",params:{missingProperty: "cause"},message:"must have required property '"+"cause"+"'"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data22.asked === undefined){
const err33 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/required",keyword:"required",params:{missingProperty: "asked"},message:"must have required property '"+"asked"+"'"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data22.effective === undefined){
const err34 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/required",keyword:"required",params:{missingProperty: "effective"},message:"must have required property '"+"effective"+"'"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data22.proof === undefined){
const err35 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/required",keyword:"required",params:{missingProperty: "proof"},message:"must have required property '"+"proof"+"'"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data22.attempts === undefined){
const err36 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/required",keyword:"required",params:{missingProperty: "attempts"},message:"must have required property '"+"attempts"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
for(const key4 in data22){
if(!(((((((key4 === "cause") || (key4 === "by")) || (key4 === "why")) || (key4 === "asked")) || (key4 === "effective")) || (key4 === "proof")) || (key4 === "attempts"))){
const err37 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data22.cause !== undefined){
let data23 = data22.cause;
if(!((((((((((((data23 === "time") || (data23 === "done")) || (data23 === "closed")) || (data23 === "revoked")) || (data23 === "deleted")) || (data23 === "void")) || (data23 === "left")) || (data23 === "public")) || (data23 === "archived")) || (data23 === "connector")) || (data23 === "adopted")) || (data23 === "policy"))){
const err38 = {instancePath:instancePath+"/end/cause",schemaPath:"#/$defs/endCause/enum",keyword:"enum",params:{allowedValues: schema83.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data22.by !== undefined){
let data24 = data22.by;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err39 = {instancePath:instancePath+"/end/by",schemaPath:"#/properties/end/properties/by/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data22.why !== undefined){
if(typeof data22.why !== "string"){
const err40 = {instancePath:instancePath+"/end/why",schemaPath:"#/properties/end/properties/why/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data22.asked !== undefined){
let data26 = data22.asked;
if(typeof data26 === "string"){
if(!pattern69.test(data26)){
const err41 = {instancePath:instancePath+"/end/asked",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/end/asked",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data22.effective !== undefined){
let data27 = data22.effective;
if(typeof data27 === "string"){
if(!pattern69.test(data27)){
const err43 = {instancePath:instancePath+"/end/effective",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/end/effective",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data22.proof !== undefined){
let data28 = data22.proof;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(data28.how === undefined){
const err45 = {instancePath:instancePath+"/end/proof",schemaPath:"#/$defs/proof/required",keyword:"required",params:{missingProperty: "how"},message:"must have required property '"+"how"+"'"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data28.at === undefined){
const err46 = {instancePath:instancePath+"/end/proof",schemaPath:"#/$defs/proof/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data28.words === undefined){
const err47 = {instancePath:instancePath+"/end/proof",schemaPath:"#/$defs/proof/required",keyword:"required",params:{missingProperty: "words"},message:"must have required property '"+"words"+"'"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
for(const key5 in data28){
if(!(((key5 === "how") || (key5 === "at")) || (key5 === "words"))){
const err48 = {instancePath:instancePath+"/end/proof",schemaPath:"#/$defs/proof/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data28.how !== undefined){
let data29 = data28.how;
if(!((((data29 === "refused") || (data29 === "absent")) || (data29 === "ran-out")) || (data29 === "declared"))){
const err49 = {instancePath:instancePath+"/end/proof/how",schemaPath:"#/$defs/proof/properties/how/enum",keyword:"enum",params:{allowedValues: schema86.properties.how.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data28.at !== undefined){
if(typeof data28.at !== "string"){
const err50 = {instancePath:instancePath+"/end/proof/at",schemaPath:"#/$defs/proof/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data28.words !== undefined){
if(typeof data28.words !== "string"){
const err51 = {instancePath:instancePath+"/end/proof/words",schemaPath:"#/$defs/proof/properties/words/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath:instancePath+"/end/proof",schemaPath:"#/$defs/proof/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data22.attempts !== undefined){
let data32 = data22.attempts;
if(!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))){
const err53 = {instancePath:instancePath+"/end/attempts",schemaPath:"#/properties/end/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.outcome !== undefined){
let data33 = data.outcome;
if(!(((((((data33 === "expired") || (data33 === "done")) || (data33 === "revoked")) || (data33 === "void")) || (data33 === "denied")) || (data33 === "lapsed")) || (data33 === "cancelled"))){
const err55 = {instancePath:instancePath+"/outcome",schemaPath:"#/$defs/outcome/enum",keyword:"enum",params:{allowedValues: schema95.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.adopted !== undefined){
let data34 = data.adopted;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.store === undefined){
const err56 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/required",keyword:"required",params:{missingProperty: "store"},message:"must have required property '"+"store"+"'"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data34.until === undefined){
const err57 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/required",keyword:"required",params:{missingProperty: "until"},message:"must have required property '"+"until"+"'"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
for(const key6 in data34){
if(!((key6 === "store") || (key6 === "until"))){
const err58 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data34.store !== undefined){
if(typeof data34.store !== "string"){
const err59 = {instancePath:instancePath+"/adopted/store",schemaPath:"#/properties/adopted/properties/store/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data34.until !== undefined){
let data36 = data34.until;
if(typeof data36 === "string"){
if(!pattern69.test(data36)){
const err60 = {instancePath:instancePath+"/adopted/until",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/adopted/until",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data.probeAgain !== undefined){
const err63 = {instancePath:instancePath+"/probeAgain",schemaPath:"#/properties/probeAgain/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
else {
const err64 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
validate63.errors = vErrors;
return errors === 0;
}
validate63.evaluated = {"props":{"state":true,"request":true,"digest":true,"resource":true,"ways":true,"decision":true,"grant":true,"sealed":true,"extension":true,"extended":true,"end":true,"outcome":true,"adopted":true,"probeAgain":true},"dynamicProps":false,"dynamicItems":false};

const schema97 = {"description":"It is over, and no access ever began.","type":"object","required":["state","outcome"],"properties":{"state":{"enum":["denied","rejected","cancelled","lapsed","failed"]},"request":{"$ref":"#/$defs/canonicalRequest"},"digest":{"type":"string"},"resource":{"type":"object","additionalProperties":false,"required":["title","kind","sensitivity","scopes"],"properties":{"title":{"type":"string"},"kind":{"type":"string"},"sensitivity":{"enum":["low","medium","high","critical"]},"environment":{"type":"string"},"scopes":{"type":"object","additionalProperties":{"type":"string"},"tsType":"Record<string, string>"}}},"decision":{"$ref":"#/$defs/decision"},"ways":{"type":"array","items":{"$ref":"#/$defs/way"},"description":"What it would have taken instead, when it was denied: each of them suffices, and no part of it does."},"outcome":{"$ref":"#/$defs/outcome"},"grant":{"not":{},"tsType":"never"},"sealed":{"not":{},"tsType":"never"},"extension":{"not":{},"tsType":"never"},"extended":{"not":{},"tsType":"never"},"end":{"not":{},"tsType":"never"},"probeAgain":{"not":{},"tsType":"never"},"adopted":{"not":{},"tsType":"never"}}};
const schema99 = {"description":"What it would take together, and what the answer would be then.","type":"object","additionalProperties":false,"required":["moves","access"],"properties":{"moves":{"type":"array","items":{"$ref":"#/$defs/move"}},"access":{"enum":["reviewed","at-once"]}}};
const schema100 = {"description":"One thing that would be otherwise: of what is asked for, which is up to the requester, or of whoever asks.","oneOf":[{"type":"object","additionalProperties":false,"required":["about","without"],"properties":{"about":{"const":"actions"},"without":{"type":"array","items":{"type":"string"},"description":"Actions that are not asked for."}}},{"type":"object","additionalProperties":false,"required":["about","seconds"],"properties":{"about":{"const":"duration"},"seconds":{"type":"integer","description":"It is asked for so long."}}},{"type":"object","additionalProperties":false,"required":["about"],"properties":{"about":{"const":"ticket"}}},{"type":"object","additionalProperties":false,"required":["about","at"],"properties":{"about":{"const":"time"},"at":{"type":"string","description":"It is asked for then (RFC 3339)."}}},{"type":"object","additionalProperties":false,"required":["about","ended"],"properties":{"about":{"const":"grants"},"ended":{"type":"integer","description":"So many of the requester's grants of the resource have ended."}}},{"type":"object","additionalProperties":false,"required":["about"],"properties":{"about":{"const":"day"}}},{"type":"object","additionalProperties":false,"required":["about"],"properties":{"about":{"const":"key"}}},{"type":"object","additionalProperties":false,"required":["about"],"properties":{"about":{"const":"member"},"team":{"type":"string","description":"Absent: the organisation."}}},{"type":"object","additionalProperties":false,"required":["about","level"],"properties":{"about":{"const":"permission"},"level":{"type":"string"}}}]};

function validate71(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate71.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.moves === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "moves"},message:"must have required property '"+"moves"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.access === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "access"},message:"must have required property '"+"access"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "moves") || (key0 === "access"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.moves !== undefined){
let data0 = data.moves;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs6 = errors;
let valid4 = false;
let passing0 = null;
const _errs7 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.about === undefined){
const err3 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/0/required",keyword:"required",params:{missingProperty: "about"},message:"must have required property '"+"about"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1.without === undefined){
const err4 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/0/required",keyword:"required",params:{missingProperty: "without"},message:"must have required property '"+"without"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data1){
if(!((key1 === "about") || (key1 === "without"))){
const err5 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.about !== undefined){
if("actions" !== data1.about){
const err6 = {instancePath:instancePath+"/moves/" + i0+"/about",schemaPath:"#/$defs/move/oneOf/0/properties/about/const",keyword:"const",params:{allowedValue: "actions"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data1.without !== undefined){
let data3 = data1.without;
if(Array.isArray(data3)){
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
if(typeof data3[i1] !== "string"){
const err7 = {instancePath:instancePath+"/moves/" + i0+"/without/" + i1,schemaPath:"#/$defs/move/oneOf/0/properties/without/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/moves/" + i0+"/without",schemaPath:"#/$defs/move/oneOf/0/properties/without/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid0 = _errs7 === errors;
if(_valid0){
valid4 = true;
passing0 = 0;
var props0 = true;
}
const _errs15 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.about === undefined){
const err10 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/1/required",keyword:"required",params:{missingProperty: "about"},message:"must have required property '"+"about"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data1.seconds === undefined){
const err11 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/1/required",keyword:"required",params:{missingProperty: "seconds"},message:"must have required property '"+"seconds"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key2 in data1){
if(!((key2 === "about") || (key2 === "seconds"))){
const err12 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data1.about !== undefined){
if("duration" !== data1.about){
const err13 = {instancePath:instancePath+"/moves/" + i0+"/about",schemaPath:"#/$defs/move/oneOf/1/properties/about/const",keyword:"const",params:{allowedValue: "duration"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data1.seconds !== undefined){
let data6 = data1.seconds;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err14 = {instancePath:instancePath+"/moves/" + i0+"/seconds",schemaPath:"#/$defs/move/oneOf/1/properties/seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid0 = _errs15 === errors;
if(_valid0 && valid4){
valid4 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid4 = true;
passing0 = 1;
if(props0 !== true){
props0 = true;
}
}
const _errs21 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.about === undefined){
const err16 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/2/required",keyword:"required",params:{missingProperty: "about"},message:"must have required property '"+"about"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key3 in data1){
if(!(key3 === "about")){
const err17 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data1.about !== undefined){
if("ticket" !== data1.about){
const err18 = {instancePath:instancePath+"/moves/" + i0+"/about",schemaPath:"#/$defs/move/oneOf/2/properties/about/const",keyword:"const",params:{allowedValue: "ticket"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/2/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var _valid0 = _errs21 === errors;
if(_valid0 && valid4){
valid4 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid4 = true;
passing0 = 2;
if(props0 !== true){
props0 = true;
}
}
const _errs25 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.about === undefined){
const err20 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/3/required",keyword:"required",params:{missingProperty: "about"},message:"must have required property '"+"about"+"'"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data1.at === undefined){
const err21 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/3/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key4 in data1){
if(!((key4 === "about") || (key4 === "at"))){
const err22 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/3/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data1.about !== undefined){
if("time" !== data1.about){
const err23 = {instancePath:instancePath+"/moves/" + i0+"/about",schemaPath:"#/$defs/move/oneOf/3/properties/about/const",keyword:"const",params:{allowedValue: "time"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data1.at !== undefined){
if(typeof data1.at !== "string"){
const err24 = {instancePath:instancePath+"/moves/" + i0+"/at",schemaPath:"#/$defs/move/oneOf/3/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/3/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
var _valid0 = _errs25 === errors;
if(_valid0 && valid4){
valid4 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid4 = true;
passing0 = 3;
if(props0 !== true){
props0 = true;
}
}
const _errs31 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.about === undefined){
const err26 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/4/required",keyword:"required",params:{missingProperty: "about"},message:"must have required property '"+"about"+"'"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data1.ended === undefined){
const err27 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/4/required",keyword:"required",params:{missingProperty: "ended"},message:"must have required property '"+"ended"+"'"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
for(const key5 in data1){
if(!((key5 === "about") || (key5 === "ended"))){
const err28 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/4/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data1.about !== undefined){
if("grants" !== data1.about){
const err29 = {instancePath:instancePath+"/moves/" + i0+"/about",schemaPath:"#/$defs/move/oneOf/4/properties/about/const",keyword:"const",params:{allowedValue: "grants"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data1.ended !== undefined){
let data11 = data1.ended;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err30 = {instancePath:instancePath+"/moves/" + i0+"/ended",schemaPath:"#/$defs/move/oneOf/4/properties/ended/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/4/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
var _valid0 = _errs31 === errors;
if(_valid0 && valid4){
valid4 = false;
passing0 = [passing0, 4];
}
else {
if(_valid0){
valid4 = true;
passing0 = 4;
if(props0 !== true){
props0 = true;
}
}
const _errs37 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.about === undefined){
const err32 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/5/required",keyword:"required",params:{missingProperty: "about"},message:"must have required property '"+"about"+"'"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key6 in data1){
if(!(key6 === "about")){
const err33 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/5/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data1.about !== undefined){
if("day" !== data1.about){
const err34 = {instancePath:instancePath+"/moves/" + i0+"/about",schemaPath:"#/$defs/move/oneOf/5/properties/about/const",keyword:"const",params:{allowedValue: "day"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/5/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
var _valid0 = _errs37 === errors;
if(_valid0 && valid4){
valid4 = false;
passing0 = [passing0, 5];
}
else {
if(_valid0){
valid4 = true;
passing0 = 5;
if(props0 !== true){
props0 = true;
}
}
const _errs41 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.about === undefined){
const err36 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/6/required",keyword:"required",params:{missingProperty: "about"},message:"must have required property '"+"about"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
for(const key7 in data1){
if(!(key7 === "about")){
const err37 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/6/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data1.about !== undefined){
if("key" !== data1.about){
const err38 = {instancePath:instancePath+"/moves/" + i0+"/about",schemaPath:"#/$defs/move/oneOf/6/properties/about/const",keyword:"const",params:{allowedValue: "key"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/6/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
var _valid0 = _errs41 === errors;
if(_valid0 && valid4){
valid4 = false;
passing0 = [passing0, 6];
}
else {
if(_valid0){
valid4 = true;
passing0 = 6;
if(props0 !== true){
props0 = true;
}
}
const _errs45 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.about === undefined){
const err40 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/7/required",keyword:"required",params:{missingProperty: "about"},message:"must have required property '"+"about"+"'"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
for(const key8 in data1){
if(!((key8 === "about") || (key8 === "team"))){
const err41 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/7/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data1.about !== undefined){
if("member" !== data1.about){
const err42 = {instancePath:instancePath+"/moves/" + i0+"/about",schemaPath:"#/$defs/move/oneOf/7/properties/about/const",keyword:"const",params:{allowedValue: "member"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data1.team !== undefined){
if(typeof data1.team !== "string"){
const err43 = {instancePath:instancePath+"/moves/" + i0+"/team",schemaPath:"#/$defs/move/oneOf/7/properties/team/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/7/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
var _valid0 = _errs45 === errors;
if(_valid0 && valid4){
valid4 = false;
passing0 = [passing0, 7];
}
else {
if(_valid0){
valid4 = true;
passing0 = 7;
if(props0 !== true){
props0 = true;
}
}
const _errs51 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.about === undefined){
const err45 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/8/required",keyword:"required",params:{missingProperty: "about"},message:"must have required property '"+"about"+"'"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data1.level === undefined){
const err46 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/8/required",keyword:"required",params:{missingProperty: "level"},message:"must have required property '"+"level"+"'"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
for(const key9 in data1){
if(!((key9 === "about") || (key9 === "level"))){
const err47 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/8/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data1.about !== undefined){
if("permission" !== data1.about){
const err48 = {instancePath:instancePath+"/moves/" + i0+"/about",schemaPath:"#/$defs/move/oneOf/8/properties/about/const",keyword:"const",params:{allowedValue: "permission"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data1.level !== undefined){
if(typeof data1.level !== "string"){
const err49 = {instancePath:instancePath+"/moves/" + i0+"/level",schemaPath:"#/$defs/move/oneOf/8/properties/level/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf/8/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
var _valid0 = _errs51 === errors;
if(_valid0 && valid4){
valid4 = false;
passing0 = [passing0, 8];
}
else {
if(_valid0){
valid4 = true;
passing0 = 8;
if(props0 !== true){
props0 = true;
}
}
}
}
}
}
}
}
}
}
if(!valid4){
const err51 = {instancePath:instancePath+"/moves/" + i0,schemaPath:"#/$defs/move/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
else {
errors = _errs6;
if(vErrors !== null){
if(_errs6){
vErrors.length = _errs6;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err52 = {instancePath:instancePath+"/moves",schemaPath:"#/properties/moves/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.access !== undefined){
let data18 = data.access;
if(!((data18 === "reviewed") || (data18 === "at-once"))){
const err53 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/enum",keyword:"enum",params:{allowedValues: schema99.properties.access.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
validate71.errors = vErrors;
return errors === 0;
}
validate71.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate69(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate69.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.state === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "state"},message:"must have required property '"+"state"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.outcome === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "outcome"},message:"must have required property '"+"outcome"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.state !== undefined){
let data0 = data.state;
if(!(((((data0 === "denied") || (data0 === "rejected")) || (data0 === "cancelled")) || (data0 === "lapsed")) || (data0 === "failed"))){
const err2 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema97.properties.state.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.request !== undefined){
let data1 = data.request;
if(!(data1 && typeof data1 == "object" && !Array.isArray(data1))){
const err3 = {instancePath:instancePath+"/request",schemaPath:"#/$defs/canonicalRequest/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.digest !== undefined){
if(typeof data.digest !== "string"){
const err4 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.resource !== undefined){
let data3 = data.resource;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.title === undefined){
const err5 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data3.kind === undefined){
const err6 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data3.sensitivity === undefined){
const err7 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "sensitivity"},message:"must have required property '"+"sensitivity"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data3.scopes === undefined){
const err8 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/required",keyword:"required",params:{missingProperty: "scopes"},message:"must have required property '"+"scopes"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key0 in data3){
if(!(((((key0 === "title") || (key0 === "kind")) || (key0 === "sensitivity")) || (key0 === "environment")) || (key0 === "scopes"))){
const err9 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data3.title !== undefined){
if(typeof data3.title !== "string"){
const err10 = {instancePath:instancePath+"/resource/title",schemaPath:"#/properties/resource/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data3.kind !== undefined){
if(typeof data3.kind !== "string"){
const err11 = {instancePath:instancePath+"/resource/kind",schemaPath:"#/properties/resource/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3.sensitivity !== undefined){
let data6 = data3.sensitivity;
if(!((((data6 === "low") || (data6 === "medium")) || (data6 === "high")) || (data6 === "critical"))){
const err12 = {instancePath:instancePath+"/resource/sensitivity",schemaPath:"#/properties/resource/properties/sensitivity/enum",keyword:"enum",params:{allowedValues: schema97.properties.resource.properties.sensitivity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.environment !== undefined){
if(typeof data3.environment !== "string"){
const err13 = {instancePath:instancePath+"/resource/environment",schemaPath:"#/properties/resource/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.scopes !== undefined){
let data8 = data3.scopes;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
if(typeof data8[key1] !== "string"){
const err14 = {instancePath:instancePath+"/resource/scopes/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/resource/properties/scopes/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/resource/scopes",schemaPath:"#/properties/resource/properties/scopes/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/resource",schemaPath:"#/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.decision !== undefined){
if(!(validate31(data.decision, {instancePath:instancePath+"/decision",parentData:data,parentDataProperty:"decision",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
if(data.ways !== undefined){
let data11 = data.ways;
if(Array.isArray(data11)){
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
if(!(validate71(data11[i0], {instancePath:instancePath+"/ways/" + i0,parentData:data11,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors);
errors = vErrors.length;
}
}
}
else {
const err17 = {instancePath:instancePath+"/ways",schemaPath:"#/properties/ways/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.outcome !== undefined){
let data13 = data.outcome;
if(!(((((((data13 === "expired") || (data13 === "done")) || (data13 === "revoked")) || (data13 === "void")) || (data13 === "denied")) || (data13 === "lapsed")) || (data13 === "cancelled"))){
const err18 = {instancePath:instancePath+"/outcome",schemaPath:"#/$defs/outcome/enum",keyword:"enum",params:{allowedValues: schema95.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.grant !== undefined){
const err19 = {instancePath:instancePath+"/grant",schemaPath:"#/properties/grant/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data.sealed !== undefined){
const err20 = {instancePath:instancePath+"/sealed",schemaPath:"#/properties/sealed/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data.extension !== undefined){
const err21 = {instancePath:instancePath+"/extension",schemaPath:"#/properties/extension/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data.extended !== undefined){
const err22 = {instancePath:instancePath+"/extended",schemaPath:"#/properties/extended/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data.end !== undefined){
const err23 = {instancePath:instancePath+"/end",schemaPath:"#/properties/end/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data.probeAgain !== undefined){
const err24 = {instancePath:instancePath+"/probeAgain",schemaPath:"#/properties/probeAgain/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data.adopted !== undefined){
const err25 = {instancePath:instancePath+"/adopted",schemaPath:"#/properties/adopted/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
validate69.errors = vErrors;
return errors === 0;
}
validate69.evaluated = {"props":{"state":true,"request":true,"digest":true,"resource":true,"decision":true,"ways":true,"outcome":true,"grant":true,"sealed":true,"extension":true,"extended":true,"end":true,"probeAgain":true,"adopted":true},"dynamicProps":false,"dynamicItems":false};

const schema102 = {"description":"What a request may have in any state.","type":"object","required":["state","findings","comments","tries"],"properties":{"state":{"type":"string","description":"Where a request stands; the picture is in docs/lifecycle.md."},"body":{"type":"string","description":"SHA-256 of the issue's body, or of the name of the pull request's head, that was last read."},"requester":{"$ref":"#/$defs/person"},"submittedAt":{"$ref":"#/$defs/instant","description":"When the requester submitted what is frozen."},"findings":{"type":"array","items":{"$ref":"#/$defs/finding"},"description":"What the request waits for, or why it was refused: shown in the status."},"keys":{"$ref":"#/$defs/keySet","description":"The requester's keys, frozen with the request: nothing is sealed to any other. Absent where no credential is given."},"howItEnds":{"type":"string","description":"How the end will take effect, as the connector declares it."},"lapsesAt":{"$ref":"#/$defs/instant","description":"When the request lapses if what it waits for does not come."},"memberOf":{"type":"array","items":{"type":"string"},"description":"Teams of the requester that the decision rested on; none: membership of the organisation."},"affiliation":{"type":"string","enum":["member","outside-collaborator","none"],"description":"What the decision rested on where no team is named; absent: membership of the organisation. none: whoever it is, the policy let them in."},"membership":{"type":"object","additionalProperties":false,"required":["at","notices"],"properties":{"at":{"type":"string"},"notices":{"type":"integer"}},"description":"When membership was last looked at, and how many notices of a change of it had come by then."},"compared":{"type":"integer","description":"How many notices of changed comments had come when it was last ordered to compare them."},"told":{"type":"array","items":{"type":"string"},"description":"Kinds of short answers that were given already."},"answered":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["person","at"],"properties":{"person":{"type":"integer"},"at":{"type":"string"}}},"description":"Whom something was answered lately, and when (RFC 3339): nobody is answered without end."},"gone":{"type":"boolean","description":"The issue was out of our sight when this ended: nothing is shown there unless it is seen again."},"doubt":{"$ref":"#/$defs/doubt"},"behind":{"type":"integer","description":"How many looks in a row found GitHub showing less than its webhooks had told."},"refuted":{"type":"integer","description":"How many events had said that the issue is gone, or the repository out of reach, when it was plainly seen all the same."},"url":{"type":"string"},"foreign":{"type":"object","additionalProperties":false,"properties":{"store":{"type":"string"},"closed":{"const":true}},"description":"GitHub shows that another store looks after it, or that this one has lost it; `store` absent: whose status it is cannot be told. `closed`: it is over there, and hinders nothing."},"labels":{"type":"array","items":{"type":"string"},"description":"The issue's labels when it was last looked at: those of others stay."},"ownPull":{"$ref":"#/$defs/requestPull","description":"Present when it was asked for by pull request, and not in an issue."},"pull":{"$ref":"#/$defs/grantPull","description":"The pull request in which people say yes, for a request that needs approval: one of Daypass's, or the requester's own."},"teams":{"$ref":"#/$defs/teamIds"},"escalateTo":{"type":"array","items":{"type":"string"},"description":"Who is called, besides those who were asked, when nobody decides for long: @user or @organisation/team."},"tally":{"$ref":"#/$defs/shownTally","description":"The votes as they were last counted."},"eligibleThen":{"$ref":"#/$defs/eligibleThen"},"changedAt":{"type":"string","description":"The issue's last change (RFC 3339) as it was when it was last looked at."},"comments":{"$ref":"#/$defs/comments","description":"Comments that were looked at: how many there were beside ours, and the highest id; `waiting`: of these, those whose writer is not known yet."},"onPull":{"type":"object","additionalProperties":false,"required":["notices","last"],"properties":{"notices":{"type":"integer"},"last":{"type":"integer"},"waiting":{"type":"array","items":{"type":"integer"}}},"description":"The same of the comments on its grant pull request, with how many notices of such comments had come."},"refusedUpTo":{"type":"integer","description":"The newest comment that was there when a text by somebody else was refused: no `/retry` up to it can mean that text."},"tries":{"type":"integer","description":"Tries in a row that failed, for the back-off."},"warned":{"type":"string","description":"The digest of the governed files of which it was said that they ask for more than this access has."}}};
const schema112 = {"description":"A pull request by which a person asks: its conversation is the trail, and what it asks for stands in the one file it adds.","type":"object","additionalProperties":false,"required":["voidedUpTo"],"properties":{"file":{"type":"object","additionalProperties":false,"required":["head","path","digest"],"properties":{"head":{"type":"string"},"path":{"type":"string"},"digest":{"type":"string"}},"description":"The file as it was read; absent until one could be. `head`: the commit it was read at; `digest`: SHA-256 of its text."},"before":{"type":"array","items":{"type":"string"},"description":"Earlier heads that asked for exactly the same: a no to them is a no to it."},"voidedUpTo":{"type":"integer","description":"Approvals up to this review's id are void for good: the same commit may be put to the vote again."},"merged":{"type":"boolean","description":"Daypass has merged it. What GitHub calls closed is then no order of anybody's."}}};
const schema115 = {"type":"object","additionalProperties":false,"required":["count","last"],"properties":{"count":{"type":"integer"},"last":{"type":"integer"},"waiting":{"type":"array","items":{"type":"integer"}}}};
const schema106 = {"description":"The requester's keys as they were at `at` (RFC 3339), in the order in which they count.","type":"object","additionalProperties":false,"required":["at","keys","left"],"properties":{"at":{"type":"string"},"keys":{"type":"array","items":{"$ref":"#/$defs/recipientKey"}},"left":{"type":"array","items":{"$ref":"#/$defs/keyLeftOut"}}}};
const schema107 = {"description":"A key that the credential may be sealed to. `line` is type and base64, without the comment. `since`: when it was added, or, where GitHub does not say (`seen`), when Daypass saw it first (RFC 3339).","type":"object","additionalProperties":false,"required":["line","type","fingerprint"],"properties":{"line":{"type":"string"},"type":{"enum":["ssh-ed25519","ssh-rsa"]},"fingerprint":{"type":"string"},"since":{"type":"string"},"seen":{"const":true}}};
const schema108 = {"description":"A key of the requester's that nothing is sealed to, and why. What has no fingerprint cannot be sealed to at all.","type":"object","additionalProperties":false,"required":["type","cause","why"],"properties":{"fingerprint":{"type":"string"},"type":{"type":"string"},"cause":{"enum":["unusable","young","rule"]},"why":{"type":"string"}}};

function validate75(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate75.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.at === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.keys === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "keys"},message:"must have required property '"+"keys"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.left === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "left"},message:"must have required property '"+"left"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "at") || (key0 === "keys")) || (key0 === "left"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.at !== undefined){
if(typeof data.at !== "string"){
const err4 = {instancePath:instancePath+"/at",schemaPath:"#/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.keys !== undefined){
let data1 = data.keys;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.line === undefined){
const err5 = {instancePath:instancePath+"/keys/" + i0,schemaPath:"#/$defs/recipientKey/required",keyword:"required",params:{missingProperty: "line"},message:"must have required property '"+"line"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data2.type === undefined){
const err6 = {instancePath:instancePath+"/keys/" + i0,schemaPath:"#/$defs/recipientKey/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2.fingerprint === undefined){
const err7 = {instancePath:instancePath+"/keys/" + i0,schemaPath:"#/$defs/recipientKey/required",keyword:"required",params:{missingProperty: "fingerprint"},message:"must have required property '"+"fingerprint"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key1 in data2){
if(!(((((key1 === "line") || (key1 === "type")) || (key1 === "fingerprint")) || (key1 === "since")) || (key1 === "seen"))){
const err8 = {instancePath:instancePath+"/keys/" + i0,schemaPath:"#/$defs/recipientKey/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data2.line !== undefined){
if(typeof data2.line !== "string"){
const err9 = {instancePath:instancePath+"/keys/" + i0+"/line",schemaPath:"#/$defs/recipientKey/properties/line/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.type !== undefined){
let data4 = data2.type;
if(!((data4 === "ssh-ed25519") || (data4 === "ssh-rsa"))){
const err10 = {instancePath:instancePath+"/keys/" + i0+"/type",schemaPath:"#/$defs/recipientKey/properties/type/enum",keyword:"enum",params:{allowedValues: schema107.properties.type.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data2.fingerprint !== undefined){
if(typeof data2.fingerprint !== "string"){
const err11 = {instancePath:instancePath+"/keys/" + i0+"/fingerprint",schemaPath:"#/$defs/recipientKey/properties/fingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.since !== undefined){
if(typeof data2.since !== "string"){
const err12 = {instancePath:instancePath+"/keys/" + i0+"/since",schemaPath:"#/$defs/recipientKey/properties/since/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.seen !== undefined){
if(true !== data2.seen){
const err13 = {instancePath:instancePath+"/keys/" + i0+"/seen",schemaPath:"#/$defs/recipientKey/properties/seen/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/keys/" + i0,schemaPath:"#/$defs/recipientKey/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/keys",schemaPath:"#/properties/keys/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.left !== undefined){
let data8 = data.left;
if(Array.isArray(data8)){
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
let data9 = data8[i1];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.type === undefined){
const err16 = {instancePath:instancePath+"/left/" + i1,schemaPath:"#/$defs/keyLeftOut/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data9.cause === undefined){
const err17 = {instancePath:instancePath+"/left/" + i1,schemaPath:"#/$defs/keyLeftOut/required",keyword:"required",params:{missingProperty: "cause"},message:"must have required property '"+"cause"+"'"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data9.why === undefined){
const err18 = {instancePath:instancePath+"/left/" + i1,schemaPath:"#/$defs/keyLeftOut/required",keyword:"required",params:{missingProperty: "why"},message:"must have required property '"+"why"+"'"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key2 in data9){
if(!((((key2 === "fingerprint") || (key2 === "type")) || (key2 === "cause")) || (key2 === "why"))){
const err19 = {instancePath:instancePath+"/left/" + i1,schemaPath:"#/$defs/keyLeftOut/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data9.fingerprint !== undefined){
if(typeof data9.fingerprint !== "string"){
const err20 = {instancePath:instancePath+"/left/" + i1+"/fingerprint",schemaPath:"#/$defs/keyLeftOut/properties/fingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data9.type !== undefined){
if(typeof data9.type !== "string"){
const err21 = {instancePath:instancePath+"/left/" + i1+"/type",schemaPath:"#/$defs/keyLeftOut/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data9.cause !== undefined){
let data12 = data9.cause;
if(!(((data12 === "unusable") || (data12 === "young")) || (data12 === "rule"))){
const err22 = {instancePath:instancePath+"/left/" + i1+"/cause",schemaPath:"#/$defs/keyLeftOut/properties/cause/enum",keyword:"enum",params:{allowedValues: schema108.properties.cause.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data9.why !== undefined){
if(typeof data9.why !== "string"){
const err23 = {instancePath:instancePath+"/left/" + i1+"/why",schemaPath:"#/$defs/keyLeftOut/properties/why/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/left/" + i1,schemaPath:"#/$defs/keyLeftOut/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/left",schemaPath:"#/properties/left/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
validate75.errors = vErrors;
return errors === 0;
}
validate75.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema110 = {"description":"What reads do not find any more, since when, and how many reads. `issue`: while its repository is seen; `access`: the repository, or a token for it; `member`: the requester among those who may have this. With no reads, it was found although an event said it is gone.","type":"object","additionalProperties":false,"required":["of","since","reads"],"properties":{"of":{"enum":["issue","access","member"]},"since":{"$ref":"#/$defs/instant"},"reads":{"type":"integer"}}};

function validate77(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate77.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.of === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "of"},message:"must have required property '"+"of"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.since === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "since"},message:"must have required property '"+"since"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.reads === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "reads"},message:"must have required property '"+"reads"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "of") || (key0 === "since")) || (key0 === "reads"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.of !== undefined){
let data0 = data.of;
if(!(((data0 === "issue") || (data0 === "access")) || (data0 === "member"))){
const err4 = {instancePath:instancePath+"/of",schemaPath:"#/properties/of/enum",keyword:"enum",params:{allowedValues: schema110.properties.of.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.since !== undefined){
let data1 = data.since;
if(typeof data1 === "string"){
if(!pattern69.test(data1)){
const err5 = {instancePath:instancePath+"/since",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/since",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.reads !== undefined){
let data2 = data.reads;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err7 = {instancePath:instancePath+"/reads",schemaPath:"#/properties/reads/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate77.errors = vErrors;
return errors === 0;
}
validate77.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate74(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate74.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.state === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "state"},message:"must have required property '"+"state"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.findings === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "findings"},message:"must have required property '"+"findings"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.comments === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "comments"},message:"must have required property '"+"comments"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.tries === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tries"},message:"must have required property '"+"tries"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.state !== undefined){
if(typeof data.state !== "string"){
const err4 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.body !== undefined){
if(typeof data.body !== "string"){
const err5 = {instancePath:instancePath+"/body",schemaPath:"#/properties/body/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.requester !== undefined){
let data2 = data.requester;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.id === undefined){
const err6 = {instancePath:instancePath+"/requester",schemaPath:"#/$defs/person/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2.login === undefined){
const err7 = {instancePath:instancePath+"/requester",schemaPath:"#/$defs/person/required",keyword:"required",params:{missingProperty: "login"},message:"must have required property '"+"login"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key0 in data2){
if(!((key0 === "id") || (key0 === "login"))){
const err8 = {instancePath:instancePath+"/requester",schemaPath:"#/$defs/person/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data2.id !== undefined){
let data3 = data2.id;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err9 = {instancePath:instancePath+"/requester/id",schemaPath:"#/$defs/person/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.login !== undefined){
if(typeof data2.login !== "string"){
const err10 = {instancePath:instancePath+"/requester/login",schemaPath:"#/$defs/person/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/requester",schemaPath:"#/$defs/person/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.submittedAt !== undefined){
let data5 = data.submittedAt;
if(typeof data5 === "string"){
if(!pattern69.test(data5)){
const err12 = {instancePath:instancePath+"/submittedAt",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/submittedAt",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.findings !== undefined){
let data6 = data.findings;
if(Array.isArray(data6)){
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.code === undefined){
const err14 = {instancePath:instancePath+"/findings/" + i0,schemaPath:"#/$defs/finding/required",keyword:"required",params:{missingProperty: "code"},message:"must have required property '"+"code"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data7.message === undefined){
const err15 = {instancePath:instancePath+"/findings/" + i0,schemaPath:"#/$defs/finding/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
for(const key1 in data7){
if(!(((key1 === "code") || (key1 === "where")) || (key1 === "message"))){
const err16 = {instancePath:instancePath+"/findings/" + i0,schemaPath:"#/$defs/finding/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data7.code !== undefined){
if(typeof data7.code !== "string"){
const err17 = {instancePath:instancePath+"/findings/" + i0+"/code",schemaPath:"#/$defs/finding/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data7.where !== undefined){
if(typeof data7.where !== "string"){
const err18 = {instancePath:instancePath+"/findings/" + i0+"/where",schemaPath:"#/$defs/finding/properties/where/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data7.message !== undefined){
if(typeof data7.message !== "string"){
const err19 = {instancePath:instancePath+"/findings/" + i0+"/message",schemaPath:"#/$defs/finding/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/findings/" + i0,schemaPath:"#/$defs/finding/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/findings",schemaPath:"#/properties/findings/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.keys !== undefined){
if(!(validate75(data.keys, {instancePath:instancePath+"/keys",parentData:data,parentDataProperty:"keys",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
errors = vErrors.length;
}
}
if(data.howItEnds !== undefined){
if(typeof data.howItEnds !== "string"){
const err22 = {instancePath:instancePath+"/howItEnds",schemaPath:"#/properties/howItEnds/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.lapsesAt !== undefined){
let data13 = data.lapsesAt;
if(typeof data13 === "string"){
if(!pattern69.test(data13)){
const err23 = {instancePath:instancePath+"/lapsesAt",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/lapsesAt",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.memberOf !== undefined){
let data14 = data.memberOf;
if(Array.isArray(data14)){
const len1 = data14.length;
for(let i1=0; i1<len1; i1++){
if(typeof data14[i1] !== "string"){
const err25 = {instancePath:instancePath+"/memberOf/" + i1,schemaPath:"#/properties/memberOf/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/memberOf",schemaPath:"#/properties/memberOf/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.affiliation !== undefined){
let data16 = data.affiliation;
if(typeof data16 !== "string"){
const err27 = {instancePath:instancePath+"/affiliation",schemaPath:"#/properties/affiliation/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!(((data16 === "member") || (data16 === "outside-collaborator")) || (data16 === "none"))){
const err28 = {instancePath:instancePath+"/affiliation",schemaPath:"#/properties/affiliation/enum",keyword:"enum",params:{allowedValues: schema102.properties.affiliation.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.membership !== undefined){
let data17 = data.membership;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.at === undefined){
const err29 = {instancePath:instancePath+"/membership",schemaPath:"#/properties/membership/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data17.notices === undefined){
const err30 = {instancePath:instancePath+"/membership",schemaPath:"#/properties/membership/required",keyword:"required",params:{missingProperty: "notices"},message:"must have required property '"+"notices"+"'"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key2 in data17){
if(!((key2 === "at") || (key2 === "notices"))){
const err31 = {instancePath:instancePath+"/membership",schemaPath:"#/properties/membership/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data17.at !== undefined){
if(typeof data17.at !== "string"){
const err32 = {instancePath:instancePath+"/membership/at",schemaPath:"#/properties/membership/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data17.notices !== undefined){
let data19 = data17.notices;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err33 = {instancePath:instancePath+"/membership/notices",schemaPath:"#/properties/membership/properties/notices/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/membership",schemaPath:"#/properties/membership/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.compared !== undefined){
let data20 = data.compared;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err35 = {instancePath:instancePath+"/compared",schemaPath:"#/properties/compared/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.told !== undefined){
let data21 = data.told;
if(Array.isArray(data21)){
const len2 = data21.length;
for(let i2=0; i2<len2; i2++){
if(typeof data21[i2] !== "string"){
const err36 = {instancePath:instancePath+"/told/" + i2,schemaPath:"#/properties/told/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/told",schemaPath:"#/properties/told/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.answered !== undefined){
let data23 = data.answered;
if(Array.isArray(data23)){
const len3 = data23.length;
for(let i3=0; i3<len3; i3++){
let data24 = data23[i3];
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.person === undefined){
const err38 = {instancePath:instancePath+"/answered/" + i3,schemaPath:"#/properties/answered/items/required",keyword:"required",params:{missingProperty: "person"},message:"must have required property '"+"person"+"'"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data24.at === undefined){
const err39 = {instancePath:instancePath+"/answered/" + i3,schemaPath:"#/properties/answered/items/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
for(const key3 in data24){
if(!((key3 === "person") || (key3 === "at"))){
const err40 = {instancePath:instancePath+"/answered/" + i3,schemaPath:"#/properties/answered/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data24.person !== undefined){
let data25 = data24.person;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err41 = {instancePath:instancePath+"/answered/" + i3+"/person",schemaPath:"#/properties/answered/items/properties/person/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data24.at !== undefined){
if(typeof data24.at !== "string"){
const err42 = {instancePath:instancePath+"/answered/" + i3+"/at",schemaPath:"#/properties/answered/items/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/answered/" + i3,schemaPath:"#/properties/answered/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/answered",schemaPath:"#/properties/answered/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.gone !== undefined){
if(typeof data.gone !== "boolean"){
const err45 = {instancePath:instancePath+"/gone",schemaPath:"#/properties/gone/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.doubt !== undefined){
if(!(validate77(data.doubt, {instancePath:instancePath+"/doubt",parentData:data,parentDataProperty:"doubt",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.behind !== undefined){
let data29 = data.behind;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err46 = {instancePath:instancePath+"/behind",schemaPath:"#/properties/behind/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.refuted !== undefined){
let data30 = data.refuted;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err47 = {instancePath:instancePath+"/refuted",schemaPath:"#/properties/refuted/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.url !== undefined){
if(typeof data.url !== "string"){
const err48 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.foreign !== undefined){
let data32 = data.foreign;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
for(const key4 in data32){
if(!((key4 === "store") || (key4 === "closed"))){
const err49 = {instancePath:instancePath+"/foreign",schemaPath:"#/properties/foreign/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data32.store !== undefined){
if(typeof data32.store !== "string"){
const err50 = {instancePath:instancePath+"/foreign/store",schemaPath:"#/properties/foreign/properties/store/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data32.closed !== undefined){
if(true !== data32.closed){
const err51 = {instancePath:instancePath+"/foreign/closed",schemaPath:"#/properties/foreign/properties/closed/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath:instancePath+"/foreign",schemaPath:"#/properties/foreign/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.labels !== undefined){
let data35 = data.labels;
if(Array.isArray(data35)){
const len4 = data35.length;
for(let i4=0; i4<len4; i4++){
if(typeof data35[i4] !== "string"){
const err53 = {instancePath:instancePath+"/labels/" + i4,schemaPath:"#/properties/labels/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.ownPull !== undefined){
let data37 = data.ownPull;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.voidedUpTo === undefined){
const err55 = {instancePath:instancePath+"/ownPull",schemaPath:"#/$defs/requestPull/required",keyword:"required",params:{missingProperty: "voidedUpTo"},message:"must have required property '"+"voidedUpTo"+"'"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
for(const key5 in data37){
if(!((((key5 === "file") || (key5 === "before")) || (key5 === "voidedUpTo")) || (key5 === "merged"))){
const err56 = {instancePath:instancePath+"/ownPull",schemaPath:"#/$defs/requestPull/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data37.file !== undefined){
let data38 = data37.file;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
if(data38.head === undefined){
const err57 = {instancePath:instancePath+"/ownPull/file",schemaPath:"#/$defs/requestPull/properties/file/required",keyword:"required",params:{missingProperty: "head"},message:"must have required property '"+"head"+"'"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data38.path === undefined){
const err58 = {instancePath:instancePath+"/ownPull/file",schemaPath:"#/$defs/requestPull/properties/file/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data38.digest === undefined){
const err59 = {instancePath:instancePath+"/ownPull/file",schemaPath:"#/$defs/requestPull/properties/file/required",keyword:"required",params:{missingProperty: "digest"},message:"must have required property '"+"digest"+"'"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
for(const key6 in data38){
if(!(((key6 === "head") || (key6 === "path")) || (key6 === "digest"))){
const err60 = {instancePath:instancePath+"/ownPull/file",schemaPath:"#/$defs/requestPull/properties/file/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data38.head !== undefined){
if(typeof data38.head !== "string"){
const err61 = {instancePath:instancePath+"/ownPull/file/head",schemaPath:"#/$defs/requestPull/properties/file/properties/head/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data38.path !== undefined){
if(typeof data38.path !== "string"){
const err62 = {instancePath:instancePath+"/ownPull/file/path",schemaPath:"#/$defs/requestPull/properties/file/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data38.digest !== undefined){
if(typeof data38.digest !== "string"){
const err63 = {instancePath:instancePath+"/ownPull/file/digest",schemaPath:"#/$defs/requestPull/properties/file/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/ownPull/file",schemaPath:"#/$defs/requestPull/properties/file/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data37.before !== undefined){
let data42 = data37.before;
if(Array.isArray(data42)){
const len5 = data42.length;
for(let i5=0; i5<len5; i5++){
if(typeof data42[i5] !== "string"){
const err65 = {instancePath:instancePath+"/ownPull/before/" + i5,schemaPath:"#/$defs/requestPull/properties/before/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/ownPull/before",schemaPath:"#/$defs/requestPull/properties/before/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data37.voidedUpTo !== undefined){
let data44 = data37.voidedUpTo;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
const err67 = {instancePath:instancePath+"/ownPull/voidedUpTo",schemaPath:"#/$defs/requestPull/properties/voidedUpTo/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data37.merged !== undefined){
if(typeof data37.merged !== "boolean"){
const err68 = {instancePath:instancePath+"/ownPull/merged",schemaPath:"#/$defs/requestPull/properties/merged/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath:instancePath+"/ownPull",schemaPath:"#/$defs/requestPull/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.pull !== undefined){
if(!(validate47(data.pull, {instancePath:instancePath+"/pull",parentData:data,parentDataProperty:"pull",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data.teams !== undefined){
let data47 = data.teams;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
for(const key7 in data47){
let data48 = data47[key7];
if(!(((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48))) && (isFinite(data48)))){
const err70 = {instancePath:instancePath+"/teams/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/teamIds/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
else {
const err71 = {instancePath:instancePath+"/teams",schemaPath:"#/$defs/teamIds/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data.escalateTo !== undefined){
let data49 = data.escalateTo;
if(Array.isArray(data49)){
const len6 = data49.length;
for(let i6=0; i6<len6; i6++){
if(typeof data49[i6] !== "string"){
const err72 = {instancePath:instancePath+"/escalateTo/" + i6,schemaPath:"#/properties/escalateTo/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
else {
const err73 = {instancePath:instancePath+"/escalateTo",schemaPath:"#/properties/escalateTo/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data.tally !== undefined){
if(!(validate49(data.tally, {instancePath:instancePath+"/tally",parentData:data,parentDataProperty:"tally",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
errors = vErrors.length;
}
}
if(data.eligibleThen !== undefined){
let data52 = data.eligibleThen;
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
for(const key8 in data52){
let data53 = data52[key8];
if(Array.isArray(data53)){
const len7 = data53.length;
for(let i7=0; i7<len7; i7++){
if(typeof data53[i7] !== "string"){
const err74 = {instancePath:instancePath+"/eligibleThen/" + key8.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i7,schemaPath:"#/$defs/eligibleThen/additionalProperties/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
else {
const err75 = {instancePath:instancePath+"/eligibleThen/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/eligibleThen/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath:instancePath+"/eligibleThen",schemaPath:"#/$defs/eligibleThen/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data.changedAt !== undefined){
if(typeof data.changedAt !== "string"){
const err77 = {instancePath:instancePath+"/changedAt",schemaPath:"#/properties/changedAt/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data.comments !== undefined){
let data56 = data.comments;
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
if(data56.count === undefined){
const err78 = {instancePath:instancePath+"/comments",schemaPath:"#/$defs/comments/required",keyword:"required",params:{missingProperty: "count"},message:"must have required property '"+"count"+"'"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(data56.last === undefined){
const err79 = {instancePath:instancePath+"/comments",schemaPath:"#/$defs/comments/required",keyword:"required",params:{missingProperty: "last"},message:"must have required property '"+"last"+"'"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
for(const key9 in data56){
if(!(((key9 === "count") || (key9 === "last")) || (key9 === "waiting"))){
const err80 = {instancePath:instancePath+"/comments",schemaPath:"#/$defs/comments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data56.count !== undefined){
let data57 = data56.count;
if(!(((typeof data57 == "number") && (!(data57 % 1) && !isNaN(data57))) && (isFinite(data57)))){
const err81 = {instancePath:instancePath+"/comments/count",schemaPath:"#/$defs/comments/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data56.last !== undefined){
let data58 = data56.last;
if(!(((typeof data58 == "number") && (!(data58 % 1) && !isNaN(data58))) && (isFinite(data58)))){
const err82 = {instancePath:instancePath+"/comments/last",schemaPath:"#/$defs/comments/properties/last/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data56.waiting !== undefined){
let data59 = data56.waiting;
if(Array.isArray(data59)){
const len8 = data59.length;
for(let i8=0; i8<len8; i8++){
let data60 = data59[i8];
if(!(((typeof data60 == "number") && (!(data60 % 1) && !isNaN(data60))) && (isFinite(data60)))){
const err83 = {instancePath:instancePath+"/comments/waiting/" + i8,schemaPath:"#/$defs/comments/properties/waiting/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
else {
const err84 = {instancePath:instancePath+"/comments/waiting",schemaPath:"#/$defs/comments/properties/waiting/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
else {
const err85 = {instancePath:instancePath+"/comments",schemaPath:"#/$defs/comments/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.onPull !== undefined){
let data61 = data.onPull;
if(data61 && typeof data61 == "object" && !Array.isArray(data61)){
if(data61.notices === undefined){
const err86 = {instancePath:instancePath+"/onPull",schemaPath:"#/properties/onPull/required",keyword:"required",params:{missingProperty: "notices"},message:"must have required property '"+"notices"+"'"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if(data61.last === undefined){
const err87 = {instancePath:instancePath+"/onPull",schemaPath:"#/properties/onPull/required",keyword:"required",params:{missingProperty: "last"},message:"must have required property '"+"last"+"'"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
for(const key10 in data61){
if(!(((key10 === "notices") || (key10 === "last")) || (key10 === "waiting"))){
const err88 = {instancePath:instancePath+"/onPull",schemaPath:"#/properties/onPull/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data61.notices !== undefined){
let data62 = data61.notices;
if(!(((typeof data62 == "number") && (!(data62 % 1) && !isNaN(data62))) && (isFinite(data62)))){
const err89 = {instancePath:instancePath+"/onPull/notices",schemaPath:"#/properties/onPull/properties/notices/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data61.last !== undefined){
let data63 = data61.last;
if(!(((typeof data63 == "number") && (!(data63 % 1) && !isNaN(data63))) && (isFinite(data63)))){
const err90 = {instancePath:instancePath+"/onPull/last",schemaPath:"#/properties/onPull/properties/last/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data61.waiting !== undefined){
let data64 = data61.waiting;
if(Array.isArray(data64)){
const len9 = data64.length;
for(let i9=0; i9<len9; i9++){
let data65 = data64[i9];
if(!(((typeof data65 == "number") && (!(data65 % 1) && !isNaN(data65))) && (isFinite(data65)))){
const err91 = {instancePath:instancePath+"/onPull/waiting/" + i9,schemaPath:"#/properties/onPull/properties/waiting/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
else {
const err92 = {instancePath:instancePath+"/onPull/waiting",schemaPath:"#/properties/onPull/properties/waiting/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
else {
const err93 = {instancePath:instancePath+"/onPull",schemaPath:"#/properties/onPull/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data.refusedUpTo !== undefined){
let data66 = data.refusedUpTo;
if(!(((typeof data66 == "number") && (!(data66 % 1) && !isNaN(data66))) && (isFinite(data66)))){
const err94 = {instancePath:instancePath+"/refusedUpTo",schemaPath:"#/properties/refusedUpTo/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data.tries !== undefined){
let data67 = data.tries;
if(!(((typeof data67 == "number") && (!(data67 % 1) && !isNaN(data67))) && (isFinite(data67)))){
const err95 = {instancePath:instancePath+"/tries",schemaPath:"#/properties/tries/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data.warned !== undefined){
if(typeof data.warned !== "string"){
const err96 = {instancePath:instancePath+"/warned",schemaPath:"#/properties/warned/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
}
else {
const err97 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
validate74.errors = vErrors;
return errors === 0;
}
validate74.evaluated = {"props":{"state":true,"body":true,"requester":true,"submittedAt":true,"findings":true,"keys":true,"howItEnds":true,"lapsesAt":true,"memberOf":true,"affiliation":true,"membership":true,"compared":true,"told":true,"answered":true,"gone":true,"doubt":true,"behind":true,"refuted":true,"url":true,"foreign":true,"labels":true,"ownPull":true,"pull":true,"teams":true,"escalateTo":true,"tally":true,"eligibleThen":true,"changedAt":true,"comments":true,"onPull":true,"refusedUpTo":true,"tries":true,"warned":true},"dynamicProps":false,"dynamicItems":false};


function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://daypass.dev/schemas/stored-request.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate29.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(!(validate30(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
var props0 = {};
props0.state = true;
props0.request = true;
props0.digest = true;
props0.resource = true;
props0.ways = true;
props0.decision = true;
props0.grant = true;
props0.sealed = true;
props0.extension = true;
props0.extended = true;
props0.end = true;
props0.probeAgain = true;
props0.adopted = true;
props0.outcome = true;
}
const _errs3 = errors;
if(!(validate34(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
if(props0 !== true){
props0 = props0 || {};
props0.state = true;
props0.request = true;
props0.digest = true;
props0.resource = true;
props0.ways = true;
props0.decision = true;
props0.grant = true;
props0.sealed = true;
props0.extension = true;
props0.extended = true;
props0.end = true;
props0.probeAgain = true;
props0.adopted = true;
props0.outcome = true;
}
}
const _errs4 = errors;
if(!(validate37(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
if(props0 !== true){
props0 = props0 || {};
props0.state = true;
props0.request = true;
props0.digest = true;
props0.resource = true;
props0.ways = true;
props0.decision = true;
props0.grant = true;
props0.sealed = true;
props0.extension = true;
props0.extended = true;
props0.end = true;
props0.probeAgain = true;
props0.adopted = true;
props0.outcome = true;
}
}
const _errs5 = errors;
if(!(validate42(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
errors = vErrors.length;
}
var _valid0 = _errs5 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid0 = true;
passing0 = 3;
if(props0 !== true){
props0 = props0 || {};
props0.state = true;
props0.request = true;
props0.digest = true;
props0.resource = true;
props0.ways = true;
props0.decision = true;
props0.grant = true;
props0.sealed = true;
props0.extension = true;
props0.extended = true;
props0.end = true;
props0.probeAgain = true;
props0.adopted = true;
props0.outcome = true;
}
}
const _errs6 = errors;
if(!(validate55(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
errors = vErrors.length;
}
var _valid0 = _errs6 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 4];
}
else {
if(_valid0){
valid0 = true;
passing0 = 4;
if(props0 !== true){
props0 = props0 || {};
props0.state = true;
props0.request = true;
props0.digest = true;
props0.resource = true;
props0.ways = true;
props0.decision = true;
props0.grant = true;
props0.sealed = true;
props0.extension = true;
props0.extended = true;
props0.end = true;
props0.probeAgain = true;
props0.adopted = true;
props0.outcome = true;
}
}
const _errs7 = errors;
if(!(validate63(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
var _valid0 = _errs7 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 5];
}
else {
if(_valid0){
valid0 = true;
passing0 = 5;
if(props0 !== true){
props0 = props0 || {};
props0.state = true;
props0.request = true;
props0.digest = true;
props0.resource = true;
props0.ways = true;
props0.decision = true;
props0.grant = true;
props0.sealed = true;
props0.extension = true;
props0.extended = true;
props0.end = true;
props0.outcome = true;
props0.adopted = true;
props0.probeAgain = true;
}
}
const _errs8 = errors;
if(!(validate69(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
var _valid0 = _errs8 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 6];
}
else {
if(_valid0){
valid0 = true;
passing0 = 6;
if(props0 !== true){
props0 = props0 || {};
props0.state = true;
props0.request = true;
props0.digest = true;
props0.resource = true;
props0.decision = true;
props0.ways = true;
props0.outcome = true;
props0.grant = true;
props0.sealed = true;
props0.extension = true;
props0.extended = true;
props0.end = true;
props0.probeAgain = true;
props0.adopted = true;
}
}
}
}
}
}
}
}
if(!valid0){
const err0 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(!(validate74(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate74.errors : vErrors.concat(validate74.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = props0 || {};
props0.state = true;
props0.body = true;
props0.requester = true;
props0.submittedAt = true;
props0.findings = true;
props0.keys = true;
props0.howItEnds = true;
props0.lapsesAt = true;
props0.memberOf = true;
props0.affiliation = true;
props0.membership = true;
props0.compared = true;
props0.told = true;
props0.answered = true;
props0.gone = true;
props0.doubt = true;
props0.behind = true;
props0.refuted = true;
props0.url = true;
props0.foreign = true;
props0.labels = true;
props0.ownPull = true;
props0.pull = true;
props0.teams = true;
props0.escalateTo = true;
props0.tally = true;
props0.eligibleThen = true;
props0.changedAt = true;
props0.comments = true;
props0.onPull = true;
props0.refusedUpTo = true;
props0.tries = true;
props0.warned = true;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.state === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "state"},message:"must have required property '"+"state"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(props0 !== true){
for(const key0 in data){
if(!props0 || !props0[key0]){
const err2 = {instancePath,schemaPath:"#/unevaluatedProperties",keyword:"unevaluatedProperties",params:{unevaluatedProperty: key0},message:"must NOT have unevaluated properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const isTrailEvent = validate82;
const schema116 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://daypass.dev/schemas/trail-event.schema.json","title":"TrailEvent","description":"One event of a request's trail: who, what, when, and what was known; or one of no request, in the chain of each repository that it concerns. Names, numbers of people and their reasons are not in it (an operator's reason for a lockdown is): a person is a keyed hash whose key can be forgotten. Version 2 is what is written; version 1, of before there were more kinds and facts, stays readable.","type":"object","additionalProperties":false,"required":["version","repository","seq","previous","issue","step","at","kind","actor","facts"],"properties":{"version":{"type":"integer","enum":[1,2]},"repository":{"type":"integer","minimum":1},"seq":{"type":"integer","minimum":1,"description":"Without gaps, per access repository."},"previous":{"type":"string","pattern":"^[0-9a-f]{64}$","description":"Hash of the entry before; of the first: 64 zeros."},"issue":{"type":"integer","minimum":0,"description":"The request; 0: of none, as `locked`, `lifted`, `governed`, `judged`, `keys`, `started`, `forgot`, `placed` and `drilled`."},"step":{"type":"integer","minimum":1,"description":"Without gaps, per request: what tells from the issue alone that nothing was left out."},"at":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$","description":"When it was noted (RFC 3339, UTC); never before the entry before it"},"kind":{"type":"string","enum":["submitted","invalid","decided","undecided","proposed","voided","approved","rejected","granted","extended","delivered","end-begun","ended","failed","closed","locked","lifted","governed","judged","keys","started","forgot","placed","drilled"]},"actor":{"type":"object","additionalProperties":false,"required":["kind"],"properties":{"kind":{"type":"string","enum":["person","daypass","time","operator"]},"ref":{"$ref":"#/$defs/ref"}}},"digest":{"type":"string","pattern":"^[0-9a-f]{64}$","description":"The request digest"},"facts":{"type":"object","description":"What belongs to this kind of event: decision, policy digest, grant, end, proof.","properties":{"by":{"$ref":"#/$defs/people"},"asked":{"$ref":"#/$defs/people"},"voters":{"$ref":"#/$defs/people"},"receipt":{"$ref":"#/$defs/digest","description":"Of the receipt of the decision that is told (decision-receipt.schema.json); entries of before there were receipts have none."}},"additionalProperties":{"type":["string","number","boolean","null","array"],"items":{"type":["string","number"]}}}},"$defs":{"ref":{"type":"string","pattern":"^[0-9a-f]{32}$","description":"The first 128 bits of HMAC-SHA256(key of the person, \"daypass-person-v1\\n<tenant>\\n<numeric id>\")"},"people":{"description":"People, as keyed hashes","oneOf":[{"$ref":"#/$defs/ref"},{"type":"array","items":{"$ref":"#/$defs/ref"}}]},"digest":{"type":"string","pattern":"^[0-9a-f]{64}$"}},"allOf":[{"if":{"properties":{"version":{"const":1}}},"then":{"properties":{"kind":{"not":{"enum":["governed","judged","keys","started","forgot","placed","drilled"]}}}},"else":{"properties":{"facts":{"properties":{"approvers":{"$ref":"#/$defs/people"}}}},"if":{"properties":{"kind":{"enum":["locked","lifted","governed","judged","keys","started","forgot","placed","drilled"]}}},"then":{"properties":{"issue":{"const":0}}},"else":{"properties":{"issue":{"minimum":1}}}}},{"if":{"properties":{"kind":{"const":"governed"}}},"then":{"properties":{"facts":{"required":["verdict","from","to","commit","pull","approvers"],"properties":{"verdict":{"enum":["in-force","refused","held"]},"from":{"anyOf":[{"$ref":"#/$defs/digest"},{"type":"null"}]},"to":{"$ref":"#/$defs/digest"},"commit":{"anyOf":[{"type":"string","pattern":"^([0-9a-f]{40}|[0-9a-f]{64})$"},{"type":"null"}]},"pull":{"anyOf":[{"type":"integer","minimum":1},{"type":"null"}]},"approvers":{"type":"array"}}}}}},{"if":{"properties":{"kind":{"const":"started"}}},"then":{"properties":{"facts":{"required":["version","configuration"],"properties":{"version":{"type":"string","minLength":1},"configuration":{"$ref":"#/$defs/digest"}}}}}},{"if":{"properties":{"kind":{"const":"forgot"}}},"then":{"properties":{"facts":{"required":["requests"],"properties":{"requests":{"type":"integer","minimum":0},"store":{"type":"string","description":"Where it is the first entry of a chain."}},"additionalProperties":false}}}},{"if":{"properties":{"kind":{"const":"drilled"}}},"then":{"properties":{"facts":{"required":["connector","type","outcome","control"],"properties":{"connector":{"type":"string","minLength":1},"type":{"type":"string","minLength":1},"outcome":{"enum":["passed","failed"]},"control":{"enum":["let-in","kept-out","none"],"description":"What the target did with a live lease: `none` where it was not asked."}}}}}}]};
const schema120 = {"type":"string","pattern":"^[0-9a-f]{64}$"};
const schema118 = {"type":"string","pattern":"^[0-9a-f]{32}$","description":"The first 128 bits of HMAC-SHA256(key of the person, \"daypass-person-v1\\n<tenant>\\n<numeric id>\")"};
const schema117 = {"description":"People, as keyed hashes","oneOf":[{"$ref":"#/$defs/ref"},{"type":"array","items":{"$ref":"#/$defs/ref"}}]};

function validate83(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate83.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs0 = errors;
let valid0 = false;
let passing0 = null;
const _errs1 = errors;
if(typeof data === "string"){
if(!pattern26.test(data)){
const err0 = {instancePath,schemaPath:"#/$defs/ref/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/$defs/ref/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs1 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs4 = errors;
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(!pattern26.test(data0)){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/ref/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/ref/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/oneOf/1/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
var items0 = true;
}
}
if(!valid0){
const err5 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate83.errors = vErrors;
evaluated0.items = items0;
return errors === 0;
}
validate83.evaluated = {"dynamicProps":false,"dynamicItems":true};


function validate82(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://daypass.dev/schemas/trail-event.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate82.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs2 = errors;
let valid1 = true;
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version !== undefined){
if(1 !== data.version){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
var _valid0 = _errs3 === errors;
errors = _errs2;
if(vErrors !== null){
if(_errs2){
vErrors.length = _errs2;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind !== undefined){
let data1 = data.kind;
const _errs7 = errors;
const _errs8 = errors;
if(!(((((((data1 === "governed") || (data1 === "judged")) || (data1 === "keys")) || (data1 === "started")) || (data1 === "forgot")) || (data1 === "placed")) || (data1 === "drilled"))){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var valid4 = _errs8 === errors;
if(valid4){
const err2 = {instancePath:instancePath+"/kind",schemaPath:"#/allOf/0/then/properties/kind/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
}
}
}
var _valid0 = _errs5 === errors;
valid1 = _valid0;
if(valid1){
var props0 = {};
props0.kind = true;
props0.version = true;
}
ifClause0 = "then";
}
else {
const _errs9 = errors;
const _errs10 = errors;
let valid5 = true;
const _errs11 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind !== undefined){
let data2 = data.kind;
if(!(((((((((data2 === "locked") || (data2 === "lifted")) || (data2 === "governed")) || (data2 === "judged")) || (data2 === "keys")) || (data2 === "started")) || (data2 === "forgot")) || (data2 === "placed")) || (data2 === "drilled"))){
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
var _valid1 = _errs11 === errors;
errors = _errs10;
if(vErrors !== null){
if(_errs10){
vErrors.length = _errs10;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs13 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.issue !== undefined){
if(0 !== data.issue){
const err4 = {instancePath:instancePath+"/issue",schemaPath:"#/allOf/0/else/then/properties/issue/const",keyword:"const",params:{allowedValue: 0},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
var _valid1 = _errs13 === errors;
valid5 = _valid1;
if(valid5){
var props1 = {};
props1.issue = true;
props1.kind = true;
}
ifClause1 = "then";
}
else {
const _errs15 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.issue !== undefined){
let data4 = data.issue;
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 1 || isNaN(data4)){
const err5 = {instancePath:instancePath+"/issue",schemaPath:"#/allOf/0/else/else/properties/issue/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
}
var _valid1 = _errs15 === errors;
valid5 = _valid1;
if(valid5){
if(props1 !== true){
props1 = props1 || {};
props1.issue = true;
}
}
ifClause1 = "else";
}
if(!valid5){
const err6 = {instancePath,schemaPath:"#/allOf/0/else/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(props1 !== true){
props1 = props1 || {};
props1.facts = true;
}
if(data.facts !== undefined){
let data5 = data.facts;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.approvers !== undefined){
if(!(validate83(data5.approvers, {instancePath:instancePath+"/facts/approvers",parentData:data5,parentDataProperty:"approvers",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
}
}
}
}
var _valid0 = _errs9 === errors;
valid1 = _valid0;
if(valid1){
if(props0 !== true && props1 !== undefined){
if(props1 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props1);
}
}
}
ifClause0 = "else";
}
if(!valid1){
const err7 = {instancePath,schemaPath:"#/allOf/0/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const _errs20 = errors;
let valid11 = true;
const _errs21 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind !== undefined){
if("governed" !== data.kind){
const err8 = {};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
var _valid2 = _errs21 === errors;
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs23 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.facts !== undefined){
let data8 = data.facts;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.verdict === undefined){
const err9 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/1/then/properties/facts/required",keyword:"required",params:{missingProperty: "verdict"},message:"must have required property '"+"verdict"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data8.from === undefined){
const err10 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/1/then/properties/facts/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data8.to === undefined){
const err11 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/1/then/properties/facts/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data8.commit === undefined){
const err12 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/1/then/properties/facts/required",keyword:"required",params:{missingProperty: "commit"},message:"must have required property '"+"commit"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data8.pull === undefined){
const err13 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/1/then/properties/facts/required",keyword:"required",params:{missingProperty: "pull"},message:"must have required property '"+"pull"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data8.approvers === undefined){
const err14 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/1/then/properties/facts/required",keyword:"required",params:{missingProperty: "approvers"},message:"must have required property '"+"approvers"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data8.verdict !== undefined){
let data9 = data8.verdict;
if(!(((data9 === "in-force") || (data9 === "refused")) || (data9 === "held"))){
const err15 = {instancePath:instancePath+"/facts/verdict",schemaPath:"#/allOf/1/then/properties/facts/properties/verdict/enum",keyword:"enum",params:{allowedValues: schema116.allOf[1].then.properties.facts.properties.verdict.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data8.from !== undefined){
let data10 = data8.from;
const _errs27 = errors;
let valid15 = false;
const _errs28 = errors;
if(typeof data10 === "string"){
if(!pattern27.test(data10)){
const err16 = {instancePath:instancePath+"/facts/from",schemaPath:"#/$defs/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/facts/from",schemaPath:"#/$defs/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid3 = _errs28 === errors;
valid15 = valid15 || _valid3;
const _errs31 = errors;
if(data10 !== null){
const err18 = {instancePath:instancePath+"/facts/from",schemaPath:"#/allOf/1/then/properties/facts/properties/from/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
var _valid3 = _errs31 === errors;
valid15 = valid15 || _valid3;
if(!valid15){
const err19 = {instancePath:instancePath+"/facts/from",schemaPath:"#/allOf/1/then/properties/facts/properties/from/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
else {
errors = _errs27;
if(vErrors !== null){
if(_errs27){
vErrors.length = _errs27;
}
else {
vErrors = null;
}
}
}
}
if(data8.to !== undefined){
let data11 = data8.to;
if(typeof data11 === "string"){
if(!pattern27.test(data11)){
const err20 = {instancePath:instancePath+"/facts/to",schemaPath:"#/$defs/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/facts/to",schemaPath:"#/$defs/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data8.commit !== undefined){
let data12 = data8.commit;
const _errs37 = errors;
let valid18 = false;
const _errs38 = errors;
if(typeof data12 === "string"){
if(!pattern29.test(data12)){
const err22 = {instancePath:instancePath+"/facts/commit",schemaPath:"#/allOf/1/then/properties/facts/properties/commit/anyOf/0/pattern",keyword:"pattern",params:{pattern: "^([0-9a-f]{40}|[0-9a-f]{64})$"},message:"must match pattern \""+"^([0-9a-f]{40}|[0-9a-f]{64})$"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/facts/commit",schemaPath:"#/allOf/1/then/properties/facts/properties/commit/anyOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid4 = _errs38 === errors;
valid18 = valid18 || _valid4;
const _errs40 = errors;
if(data12 !== null){
const err24 = {instancePath:instancePath+"/facts/commit",schemaPath:"#/allOf/1/then/properties/facts/properties/commit/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var _valid4 = _errs40 === errors;
valid18 = valid18 || _valid4;
if(!valid18){
const err25 = {instancePath:instancePath+"/facts/commit",schemaPath:"#/allOf/1/then/properties/facts/properties/commit/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
else {
errors = _errs37;
if(vErrors !== null){
if(_errs37){
vErrors.length = _errs37;
}
else {
vErrors = null;
}
}
}
}
if(data8.pull !== undefined){
let data13 = data8.pull;
const _errs43 = errors;
let valid19 = false;
const _errs44 = errors;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err26 = {instancePath:instancePath+"/facts/pull",schemaPath:"#/allOf/1/then/properties/facts/properties/pull/anyOf/0/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 1 || isNaN(data13)){
const err27 = {instancePath:instancePath+"/facts/pull",schemaPath:"#/allOf/1/then/properties/facts/properties/pull/anyOf/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
var _valid5 = _errs44 === errors;
valid19 = valid19 || _valid5;
const _errs46 = errors;
if(data13 !== null){
const err28 = {instancePath:instancePath+"/facts/pull",schemaPath:"#/allOf/1/then/properties/facts/properties/pull/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
var _valid5 = _errs46 === errors;
valid19 = valid19 || _valid5;
if(!valid19){
const err29 = {instancePath:instancePath+"/facts/pull",schemaPath:"#/allOf/1/then/properties/facts/properties/pull/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
else {
errors = _errs43;
if(vErrors !== null){
if(_errs43){
vErrors.length = _errs43;
}
else {
vErrors = null;
}
}
}
}
if(data8.approvers !== undefined){
if(!(Array.isArray(data8.approvers))){
const err30 = {instancePath:instancePath+"/facts/approvers",schemaPath:"#/allOf/1/then/properties/facts/properties/approvers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
}
}
var _valid2 = _errs23 === errors;
valid11 = _valid2;
if(valid11){
var props2 = {};
props2.facts = true;
props2.kind = true;
}
}
if(!valid11){
const err31 = {instancePath,schemaPath:"#/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(props0 !== true && props2 !== undefined){
if(props2 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props2);
}
}
const _errs51 = errors;
let valid20 = true;
const _errs52 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind !== undefined){
if("started" !== data.kind){
const err32 = {};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
var _valid6 = _errs52 === errors;
errors = _errs51;
if(vErrors !== null){
if(_errs51){
vErrors.length = _errs51;
}
else {
vErrors = null;
}
}
if(_valid6){
const _errs54 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.facts !== undefined){
let data16 = data.facts;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.version === undefined){
const err33 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/2/then/properties/facts/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data16.configuration === undefined){
const err34 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/2/then/properties/facts/required",keyword:"required",params:{missingProperty: "configuration"},message:"must have required property '"+"configuration"+"'"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data16.version !== undefined){
let data17 = data16.version;
if(typeof data17 === "string"){
if(func2(data17) < 1){
const err35 = {instancePath:instancePath+"/facts/version",schemaPath:"#/allOf/2/then/properties/facts/properties/version/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/facts/version",schemaPath:"#/allOf/2/then/properties/facts/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data16.configuration !== undefined){
let data18 = data16.configuration;
if(typeof data18 === "string"){
if(!pattern27.test(data18)){
const err37 = {instancePath:instancePath+"/facts/configuration",schemaPath:"#/$defs/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/facts/configuration",schemaPath:"#/$defs/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
}
}
var _valid6 = _errs54 === errors;
valid20 = _valid6;
if(valid20){
var props3 = {};
props3.facts = true;
props3.kind = true;
}
}
if(!valid20){
const err39 = {instancePath,schemaPath:"#/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(props0 !== true && props3 !== undefined){
if(props3 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props3);
}
}
const _errs62 = errors;
let valid25 = true;
const _errs63 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind !== undefined){
if("forgot" !== data.kind){
const err40 = {};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
var _valid7 = _errs63 === errors;
errors = _errs62;
if(vErrors !== null){
if(_errs62){
vErrors.length = _errs62;
}
else {
vErrors = null;
}
}
if(_valid7){
const _errs65 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.facts !== undefined){
let data20 = data.facts;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.requests === undefined){
const err41 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/3/then/properties/facts/required",keyword:"required",params:{missingProperty: "requests"},message:"must have required property '"+"requests"+"'"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
for(const key0 in data20){
if(!((key0 === "requests") || (key0 === "store"))){
const err42 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/3/then/properties/facts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data20.requests !== undefined){
let data21 = data20.requests;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
const err43 = {instancePath:instancePath+"/facts/requests",schemaPath:"#/allOf/3/then/properties/facts/properties/requests/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 0 || isNaN(data21)){
const err44 = {instancePath:instancePath+"/facts/requests",schemaPath:"#/allOf/3/then/properties/facts/properties/requests/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
if(data20.store !== undefined){
if(typeof data20.store !== "string"){
const err45 = {instancePath:instancePath+"/facts/store",schemaPath:"#/allOf/3/then/properties/facts/properties/store/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
}
}
var _valid7 = _errs65 === errors;
valid25 = _valid7;
if(valid25){
var props4 = {};
props4.facts = true;
props4.kind = true;
}
}
if(!valid25){
const err46 = {instancePath,schemaPath:"#/allOf/3/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(props0 !== true && props4 !== undefined){
if(props4 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props4);
}
}
const _errs73 = errors;
let valid29 = true;
const _errs74 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind !== undefined){
if("drilled" !== data.kind){
const err47 = {};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
var _valid8 = _errs74 === errors;
errors = _errs73;
if(vErrors !== null){
if(_errs73){
vErrors.length = _errs73;
}
else {
vErrors = null;
}
}
if(_valid8){
const _errs76 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.facts !== undefined){
let data24 = data.facts;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.connector === undefined){
const err48 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/4/then/properties/facts/required",keyword:"required",params:{missingProperty: "connector"},message:"must have required property '"+"connector"+"'"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data24.type === undefined){
const err49 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/4/then/properties/facts/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data24.outcome === undefined){
const err50 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/4/then/properties/facts/required",keyword:"required",params:{missingProperty: "outcome"},message:"must have required property '"+"outcome"+"'"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data24.control === undefined){
const err51 = {instancePath:instancePath+"/facts",schemaPath:"#/allOf/4/then/properties/facts/required",keyword:"required",params:{missingProperty: "control"},message:"must have required property '"+"control"+"'"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data24.connector !== undefined){
let data25 = data24.connector;
if(typeof data25 === "string"){
if(func2(data25) < 1){
const err52 = {instancePath:instancePath+"/facts/connector",schemaPath:"#/allOf/4/then/properties/facts/properties/connector/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/facts/connector",schemaPath:"#/allOf/4/then/properties/facts/properties/connector/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data24.type !== undefined){
let data26 = data24.type;
if(typeof data26 === "string"){
if(func2(data26) < 1){
const err54 = {instancePath:instancePath+"/facts/type",schemaPath:"#/allOf/4/then/properties/facts/properties/type/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
else {
const err55 = {instancePath:instancePath+"/facts/type",schemaPath:"#/allOf/4/then/properties/facts/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data24.outcome !== undefined){
let data27 = data24.outcome;
if(!((data27 === "passed") || (data27 === "failed"))){
const err56 = {instancePath:instancePath+"/facts/outcome",schemaPath:"#/allOf/4/then/properties/facts/properties/outcome/enum",keyword:"enum",params:{allowedValues: schema116.allOf[4].then.properties.facts.properties.outcome.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data24.control !== undefined){
let data28 = data24.control;
if(!(((data28 === "let-in") || (data28 === "kept-out")) || (data28 === "none"))){
const err57 = {instancePath:instancePath+"/facts/control",schemaPath:"#/allOf/4/then/properties/facts/properties/control/enum",keyword:"enum",params:{allowedValues: schema116.allOf[4].then.properties.facts.properties.control.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
}
}
var _valid8 = _errs76 === errors;
valid29 = _valid8;
if(valid29){
var props5 = {};
props5.facts = true;
props5.kind = true;
}
}
if(!valid29){
const err58 = {instancePath,schemaPath:"#/allOf/4/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(props0 !== true && props5 !== undefined){
if(props5 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props5);
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err59 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(data.repository === undefined){
const err60 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "repository"},message:"must have required property '"+"repository"+"'"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(data.seq === undefined){
const err61 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "seq"},message:"must have required property '"+"seq"+"'"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(data.previous === undefined){
const err62 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "previous"},message:"must have required property '"+"previous"+"'"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(data.issue === undefined){
const err63 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "issue"},message:"must have required property '"+"issue"+"'"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data.step === undefined){
const err64 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "step"},message:"must have required property '"+"step"+"'"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(data.at === undefined){
const err65 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data.kind === undefined){
const err66 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data.actor === undefined){
const err67 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "actor"},message:"must have required property '"+"actor"+"'"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data.facts === undefined){
const err68 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "facts"},message:"must have required property '"+"facts"+"'"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
for(const key1 in data){
if(!(func1.call(schema116.properties, key1))){
const err69 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.version !== undefined){
let data29 = data.version;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err70 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(!((data29 === 1) || (data29 === 2))){
const err71 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/enum",keyword:"enum",params:{allowedValues: schema116.properties.version.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data.repository !== undefined){
let data30 = data.repository;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err72 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 < 1 || isNaN(data30)){
const err73 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
if(data.seq !== undefined){
let data31 = data.seq;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err74 = {instancePath:instancePath+"/seq",schemaPath:"#/properties/seq/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 1 || isNaN(data31)){
const err75 = {instancePath:instancePath+"/seq",schemaPath:"#/properties/seq/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
if(data.previous !== undefined){
let data32 = data.previous;
if(typeof data32 === "string"){
if(!pattern27.test(data32)){
const err76 = {instancePath:instancePath+"/previous",schemaPath:"#/properties/previous/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
else {
const err77 = {instancePath:instancePath+"/previous",schemaPath:"#/properties/previous/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data.issue !== undefined){
let data33 = data.issue;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
const err78 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 0 || isNaN(data33)){
const err79 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
if(data.step !== undefined){
let data34 = data.step;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
const err80 = {instancePath:instancePath+"/step",schemaPath:"#/properties/step/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 < 1 || isNaN(data34)){
const err81 = {instancePath:instancePath+"/step",schemaPath:"#/properties/step/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
if(data.at !== undefined){
let data35 = data.at;
if(typeof data35 === "string"){
if(!pattern8.test(data35)){
const err82 = {instancePath:instancePath+"/at",schemaPath:"#/properties/at/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"+"\""};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
else {
const err83 = {instancePath:instancePath+"/at",schemaPath:"#/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data.kind !== undefined){
let data36 = data.kind;
if(typeof data36 !== "string"){
const err84 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(!((((((((((((((((((((((((data36 === "submitted") || (data36 === "invalid")) || (data36 === "decided")) || (data36 === "undecided")) || (data36 === "proposed")) || (data36 === "voided")) || (data36 === "approved")) || (data36 === "rejected")) || (data36 === "granted")) || (data36 === "extended")) || (data36 === "delivered")) || (data36 === "end-begun")) || (data36 === "ended")) || (data36 === "failed")) || (data36 === "closed")) || (data36 === "locked")) || (data36 === "lifted")) || (data36 === "governed")) || (data36 === "judged")) || (data36 === "keys")) || (data36 === "started")) || (data36 === "forgot")) || (data36 === "placed")) || (data36 === "drilled"))){
const err85 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/enum",keyword:"enum",params:{allowedValues: schema116.properties.kind.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.actor !== undefined){
let data37 = data.actor;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.kind === undefined){
const err86 = {instancePath:instancePath+"/actor",schemaPath:"#/properties/actor/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
for(const key2 in data37){
if(!((key2 === "kind") || (key2 === "ref"))){
const err87 = {instancePath:instancePath+"/actor",schemaPath:"#/properties/actor/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data37.kind !== undefined){
let data38 = data37.kind;
if(typeof data38 !== "string"){
const err88 = {instancePath:instancePath+"/actor/kind",schemaPath:"#/properties/actor/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if(!((((data38 === "person") || (data38 === "daypass")) || (data38 === "time")) || (data38 === "operator"))){
const err89 = {instancePath:instancePath+"/actor/kind",schemaPath:"#/properties/actor/properties/kind/enum",keyword:"enum",params:{allowedValues: schema116.properties.actor.properties.kind.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data37.ref !== undefined){
let data39 = data37.ref;
if(typeof data39 === "string"){
if(!pattern26.test(data39)){
const err90 = {instancePath:instancePath+"/actor/ref",schemaPath:"#/$defs/ref/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
else {
const err91 = {instancePath:instancePath+"/actor/ref",schemaPath:"#/$defs/ref/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
else {
const err92 = {instancePath:instancePath+"/actor",schemaPath:"#/properties/actor/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data.digest !== undefined){
let data40 = data.digest;
if(typeof data40 === "string"){
if(!pattern27.test(data40)){
const err93 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
else {
const err94 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data.facts !== undefined){
let data41 = data.facts;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
for(const key3 in data41){
if(!((((key3 === "by") || (key3 === "asked")) || (key3 === "voters")) || (key3 === "receipt"))){
let data42 = data41[key3];
if(((((typeof data42 !== "string") && (!((typeof data42 == "number") && (isFinite(data42))))) && (typeof data42 !== "boolean")) && (data42 !== null)) && (!(Array.isArray(data42)))){
const err95 = {instancePath:instancePath+"/facts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/facts/additionalProperties/type",keyword:"type",params:{type: schema116.properties.facts.additionalProperties.type},message:"must be string,number,boolean,null,array"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if(Array.isArray(data42)){
const len0 = data42.length;
for(let i0=0; i0<len0; i0++){
let data43 = data42[i0];
if((typeof data43 !== "string") && (!((typeof data43 == "number") && (isFinite(data43))))){
const err96 = {instancePath:instancePath+"/facts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,schemaPath:"#/properties/facts/additionalProperties/items/type",keyword:"type",params:{type: schema116.properties.facts.additionalProperties.items.type},message:"must be string,number"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
}
}
}
if(data41.by !== undefined){
if(!(validate83(data41.by, {instancePath:instancePath+"/facts/by",parentData:data41,parentDataProperty:"by",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
}
if(data41.asked !== undefined){
if(!(validate83(data41.asked, {instancePath:instancePath+"/facts/asked",parentData:data41,parentDataProperty:"asked",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
}
if(data41.voters !== undefined){
if(!(validate83(data41.voters, {instancePath:instancePath+"/facts/voters",parentData:data41,parentDataProperty:"voters",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
}
if(data41.receipt !== undefined){
let data47 = data41.receipt;
if(typeof data47 === "string"){
if(!pattern27.test(data47)){
const err97 = {instancePath:instancePath+"/facts/receipt",schemaPath:"#/$defs/digest/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"},message:"must match pattern \""+"^[0-9a-f]{64}$"+"\""};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
else {
const err98 = {instancePath:instancePath+"/facts/receipt",schemaPath:"#/$defs/digest/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
else {
const err99 = {instancePath:instancePath+"/facts",schemaPath:"#/properties/facts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
else {
const err100 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
validate82.errors = vErrors;
return errors === 0;
}
validate82.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
